"""The sample ward: one ward with six khu phố and four people, all invented. Its figures come in by talking."""

from datetime import date

from sqlmodel import Session, select

from db.mistake import Mistake
from db.models import Membership, Person, Unit

SINCE = date(2015, 1, 1)
WARD = "Phường Mẫu"
OTHERS = (1, 2, 3, 5, 7)
PEOPLE = (
    ("truong-ban", "Trần Văn Mẫu", "bác", "chair"),
    ("thu-ky", "Lê Thị Thử", "chị", "secretary"),
    ("thanh-vien", "Phạm Văn Ví Dụ", "anh", "member"),
)
WARD_OFFICER = ("phuong", "Nguyễn Thị Minh Họa", "chị", "ward")


class NotEmpty(Mistake):
    """The database has people already; a sample never mixes with real records."""


def fill(session: Session) -> None:
    """Fill a fresh database with the sample ward. Raises NotEmpty."""
    if session.exec(select(Person.id)).first() is not None or session.exec(select(Unit.id)).first() is not None:
        raise NotEmpty("the database is not empty; the sample ward goes into a fresh one")
    ward = Unit(kind="phuong", name=WARD, code="PM", valid_from=SINCE)
    session.add(ward)
    session.flush()
    committees = [
        Unit(kind="khu_pho", name=f"Khu phố {n}", code=f"KP{n}", parent_id=ward.id, valid_from=SINCE)
        for n in (9, *OTHERS)
    ]
    session.add_all(committees)
    session.flush()
    for key, name, title, role in PEOPLE:
        _add(session, key, name, title, role, committees[0])
    _add(session, *WARD_OFFICER, ward)


def _add(session: Session, key: str, name: str, title: str, role: str, unit: Unit) -> None:
    person = Person(key=key, name=name, title=title)
    session.add(person)
    session.flush()
    session.add(Membership(person_id=person.id or 0, unit_id=unit.id or 0, role=role, since=SINCE))
