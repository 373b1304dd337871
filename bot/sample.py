"""The sample ward: one ward with six khu phố and five people, all invented. Its figures come in by talking."""

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
IN_TWO = ("hai-noi", "Võ Thị Hai Nhà", "cô", ("Khu phố 5", "Khu phố 7"))
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
    key, name, title, both = IN_TWO
    _add(session, key, name, title, "member", *(unit for unit in committees if unit.name in both))


def _add(session: Session, key: str, name: str, title: str, role: str, *units: Unit) -> None:
    person = Person(key=key, name=name, title=title)
    session.add(person)
    session.flush()
    for unit in units:
        session.add(Membership(person_id=person.id or 0, unit_id=unit.id or 0, role=role, since=SINCE))
