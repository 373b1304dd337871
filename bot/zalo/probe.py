"""What Zalo says of a bot, asked once: for the doctor."""

from dataclasses import dataclass

from bot.channel import SendError
from bot.zalo.api import Api, NotFound, Unauthorized, WrongToken


@dataclass(frozen=True, slots=True)
class Found:
    """The bot's name as people see it, its plan, whether it may join groups, and the webhook that is set ("": none).

    `outcome` is what Zalo says of its way there: "webhook.ok", "http.403", "err.tls", ...; "" where it does not say.
    """

    shown_as: str
    plan: str
    groups: bool
    webhook: str
    outcome: str


async def probe(token: str, base_url: str | None, proxy: str | None) -> Found:
    """Ask who the bot is and where its messages go. Raises WrongToken, and another SendError when Zalo is not had."""
    api = Api(token, base_url, proxy)
    await api.open()
    try:
        me = await api.call("getMe")
        name = str(me.get("display_name") or me.get("account_name") or "")
        url = await _webhook(api)
        plan, groups = str(me.get("account_type") or ""), bool(me.get("can_join_groups"))
        return Found(name, plan, groups, url, await _outcome(api) if url else "")
    except (Unauthorized, NotFound):
        raise WrongToken("Zalo does not know this token") from None
    finally:
        await api.close()


async def _webhook(api: Api) -> str:
    try:
        return str((await api.call("getWebhookInfo")).get("url") or "")
    except NotFound:
        return ""


async def _outcome(api: Api) -> str:
    """What comes of Zalo's own try; it may be out of tries for today, or have lost the method."""
    try:
        return str((await api.call("testWebhook")).get("outcome") or "")
    except SendError:
        return ""
