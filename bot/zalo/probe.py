"""What Zalo says of a bot, asked once: for the doctor."""

from dataclasses import dataclass

from bot.zalo.api import Api, NotFound, Unauthorized, WrongToken


@dataclass(frozen=True, slots=True)
class Found:
    """The bot's name as people see it, its plan, whether it may join groups, and the webhook that is set ("": none)."""

    shown_as: str
    plan: str
    groups: bool
    webhook: str


async def probe(token: str, base_url: str | None, proxy: str | None) -> Found:
    """Ask who the bot is and where its messages go. Raises WrongToken, and another SendError when Zalo is not had."""
    api = Api(token, base_url, proxy)
    await api.open()
    try:
        me = await api.call("getMe")
        name = str(me.get("display_name") or me.get("account_name") or "")
        return Found(name, str(me.get("account_type") or ""), bool(me.get("can_join_groups")), await _webhook(api))
    except (Unauthorized, NotFound):
        raise WrongToken("Zalo does not know this token") from None
    finally:
        await api.close()


async def _webhook(api: Api) -> str:
    try:
        return str((await api.call("getWebhookInfo")).get("url") or "")
    except NotFound:
        return ""
