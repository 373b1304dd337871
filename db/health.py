"""The order in which a person's addresses are tried.

Those whose bot works now, where the last message surely arrived, the preferred, the one last used.
"""

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlmodel import col

from db.models import Contact, Outgoing
from db.outside import Line

IN_TROUBLE: ColumnElement[bool] = or_(
    col(Line.channel).is_(None), col(Line.down_since).is_not(None), col(Line.spent_until).is_not(None)
)
OF_CONTACT: ColumnElement[bool] = and_(col(Line.channel) == col(Contact.channel), col(Line.bot) == col(Contact.bot))
USABLE: ColumnElement[bool] = and_(col(Contact.unreachable).is_(None), col(Contact.group).is_(False))
_LAST = (
    select(col(Outgoing.state))
    .where(
        col(Outgoing.channel) == col(Contact.channel),
        col(Outgoing.bot) == col(Contact.bot),
        col(Outgoing.chat) == col(Contact.chat),
        col(Outgoing.state).in_(("sent", "doubt")),
    )
    .order_by(col(Outgoing.id).desc())
    .limit(1)
    .scalar_subquery()
)
BEST = (
    case((IN_TROUBLE, 1), else_=0),
    case((_LAST == "doubt", 1), else_=0),
    col(Contact.preferred).desc(),
    col(Contact.used_at).desc(),
    col(Contact.id).desc(),
)
