"""The people of the demonstration course: made-up names, and how able and how diligent each is."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

DOMAIN = "students.demo.invalid"
"""No mail can be delivered to it, and nobody can sign in: these accounts have no password."""
SECTIONS = ("A", "B", "C")
ASSISTANT = ("tessa@demo.invalid", "Tessa Assistant")
NAMES = (
    *("김민준", "이서연", "박도윤", "최지우", "정하은", "강시우", "조서준", "윤하윤", "장지호", "임수아"),
    *("한준서", "오지안", "서예준", "신유진", "권건우", "황다은", "안현우", "송채원", "전우진", "홍소율"),
    *("유민재", "고은서", "문성민", "양지민", "손태윤", "배나은", "백승우", "허가은", "남도현", "노유나"),
    *("심재윤", "하윤서", "곽동현", "성예린", "차은우", "주하린", "우정훈", "구보민", "민세아", "류시현"),
    *("Aisha Rahman", "Mateo García", "Linh Nguyễn", "Chen Yifan", "Priya Nair", "Oleh Kovalenko"),
    *("Fatima Zahra", "Lucas Moreau", "Hana Suzuki", "Ravi Patel", "Sofia Rossi", "Emeka Okafor"),
    *("Nadia Petrova", "Jonas Weber", "Aylin Demir", "Thabo Dlamini", "Mei-Ling Wu", "Daniel O’Connor"),
    *("Camila Souza", "Bat-Erdene Dorj"),
)
STEP = 7
"""From one name to the next, so that a small class is mixed, too; it shares no divisor with the number of names."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """A made-up student. ``ability`` and ``diligence`` lie between 0 and 1.

    ``quits_in_week`` is when somebody stops coming; ``None`` for never.
    """

    email: str
    name: str
    section: str
    ability: float
    diligence: float
    quits_in_week: float | None = None


def make_people(count: int, random: Random, weeks_so_far: float) -> list[Person]:
    """Return ``count`` students; names repeat with a number beyond the list's length.

    About one in fifteen stops coming some time ago.
    """
    return [_person(number, random, weeks_so_far) for number in range(count)]


def _person(number: int, random: Random, weeks_so_far: float) -> Person:
    name, lap = NAMES[number * STEP % len(NAMES)], number // len(NAMES)
    quits = random.random() < 1 / 15
    return Person(
        email=f"student{number + 1:03}@{DOMAIN}",
        name=f"{name} {lap + 1}" if lap else name,
        section=SECTIONS[number % len(SECTIONS)],
        ability=random.betavariate(2.6, 2.0),
        diligence=random.betavariate(3.2, 1.4),
        quits_in_week=weeks_so_far * random.uniform(0.25, 0.85) if quits else None,
    )
