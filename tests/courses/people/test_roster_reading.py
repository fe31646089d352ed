"""Reading rosters: what spreadsheets write is understood, what is wrong is named, and nothing breaks the reader."""

from __future__ import annotations

import codecs
import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.models import Role
from courses.people.roster_reading import (
    MAX_BYTES,
    MAX_NAME,
    MAX_ROWS,
    RosterError,
    RosterRow,
    decoded,
    read_roster,
)

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=20)
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


def read(text: str) -> tuple[RosterRow, ...]:
    return read_roster(text).rows


def test_a_roster_in_english() -> None:
    first, second = read("email,name,section,role\nSam@Example.org,Sam Lee,A,assistant\nanna@example.org,,,\n")
    assert first == RosterRow(number=2, email="sam@example.org", name="Sam Lee", section="A", role=Role.ASSISTANT)
    assert second == RosterRow(number=3, email="anna@example.org")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "header", [("이메일", "이름", "분반", "역할"), ("E-mail address", "Full name", "Group", "Role")]
)
def test_headers_in_two_languages_with_each_delimiter(delimiter: str, header: tuple[str, ...]) -> None:
    row = ("jisu@example.org", "김지수", "1분반", "학생")
    (found,) = read("\n".join(delimiter.join(line) for line in (header, row)))
    assert found == RosterRow(number=2, email="jisu@example.org", name="김지수", section="1분반", role=Role.STUDENT)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"], ids=["plain", "with a mark", "Korean Excel", "wide"]
)
def test_encodings(encoding: str) -> None:
    text = "이메일,이름\r\njisu@example.org,김지수\r\n"
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0", b"PK\3\4\0\0", b"\xff\xff\xff", codecs.BOM_UTF16_LE + b"\0"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(RosterError, match="not a text file"):
        decoded(data)


def test_sizes_are_limited() -> None:
    rows = "\n".join(f"{number}@example.org" for number in range(MAX_ROWS + 1))
    with pytest.raises(RosterError, match="2000 rows"):
        read(f"email\n{rows}")
    assert len(read(f"email\n{rows.rpartition(chr(10))[0]}")) == MAX_ROWS
    for too_large in (lambda: decoded(b"a" * (MAX_BYTES + 1)), lambda: read_roster("a" * (MAX_BYTES + 1))):
        with pytest.raises(RosterError, match="larger than 1 MB"):
            too_large()


@pytest.mark.parametrize("text", ["", "\n\n", "name,section\nSam,A", "sam@example.org,Sam", "sep=;\n"])
def test_a_roster_without_an_address_column_says_what_stands_there_instead(text: str) -> None:
    with pytest.raises(RosterError, match="one of them “email” or “이메일”"):
        read(text)


def test_a_header_alone_is_no_roster() -> None:
    with pytest.raises(RosterError, match="no rows"):
        read("email,name\n\n,,\n")


def test_a_broken_table_is_refused() -> None:
    with pytest.raises(RosterError, match="cannot be read"):
        read("email\n" + "a" * 200_000)


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    text = 'sep=,\n\nemail,name\n\n"a@example.org","Two\nlines"\nb@example.org,B\n'
    assert [(row.number, row.name) for row in read(text)] == [(5, "Two lines"), (6, "B")]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",Sam", "no e-mail address"),
        ("nobody,Sam", "“nobody” is not an e-mail address"),
        ("a@b@c.org,Sam", "is not an e-mail address"),
        ("sam@example.org,Sam,A,king", "“king” is not a role"),
        (f"sam@example.org,{'x' * (MAX_NAME + 1)}", "longer than 150"),
        (f"sam@example.org,Sam,{'x' * 101}", "longer than 100"),
        (f"{'x' * 300}@example.org", "is not an e-mail address"),
    ],
)
def test_a_bad_row_is_named_with_its_reason(row: str, problem: str) -> None:
    bad, good = read(f"email,name,section,role\n{row}\nanna@example.org,Anna\n")
    assert bad.number == 2
    assert problem in bad.problem
    assert not good.problem


def test_an_address_counts_once_and_a_bad_row_does_not_count() -> None:
    rows = read("email,role\nsam@example.org,king\nsam@example.org,\nSAM@example.org,\n")
    assert [bool(row.problem) for row in rows] == [True, False, True]
    assert "stands in row 3 already" in rows[2].problem


def test_columns_that_mean_nothing_here_are_told() -> None:
    roster = read_roster("학번,이메일,학과,이름\n2026,jisu@example.org,CS,지수\n")
    assert roster.unused == ("학번", "학과")
    assert roster.rows[0].name == "지수"


def test_what_cannot_be_seen_is_no_part_of_a_name() -> None:
    (row,) = read("email,name\nsam@example.org,\u200bSam\u202e \t Lee\x07\n")
    assert row.name == "Sam Lee"


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with suppress(RosterError):
        read_roster(decoded(data))


def tidy(cell: str) -> str:
    """Return what can be seen of a cell."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in cell).split())


@given(st.lists(st.lists(CELLS, max_size=6), max_size=8), st.sampled_from(",;\t"))
def test_every_row_that_says_anything_is_there_once_and_in_order(table: list[list[str]], delimiter: str) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows([["email", "name", "section", "role"], *table])
    full = [number for number, line in enumerate(table, 2) if any(tidy(cell) for cell in line)]
    if not full:
        with pytest.raises(RosterError, match="no rows"):
            read_roster(file.getvalue())
        return
    rows = read(file.getvalue())
    assert [row.number for row in rows] == full
    good = [row.email for row in rows if not row.problem]
    assert len(good) == len(set(good))


@given(
    st.lists(st.tuples(st.from_regex(r"[a-z]{1,8}", fullmatch=True), WORDS, WORDS), min_size=1, max_size=8),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_spreadsheet_writes_is_what_is_read(
    people: list[tuple[str, str, str]], delimiter: str, encoding: str
) -> None:
    file = io.StringIO()
    lines = [(f"{name}{at}@example.org", given, section) for at, (name, given, section) in enumerate(people)]
    csv.writer(file, delimiter=delimiter).writerows([("email", "name", "section"), *lines])
    rows = read(decoded(file.getvalue().encode(encoding)))
    visible = [tuple(tidy(cell) for cell in line) for line in lines]
    assert [(row.email, row.name, row.section) for row in rows] == visible
    assert not any(row.problem for row in rows)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("email\na@b.org" + "\n" * 500_000, "rows"),
        ("email\n" + "," * 500_000 + "x", "columns"),
        ("email" + ";a" * 200_000 + "\nx@example.org", "columns"),
    ],
    ids=["empty rows", "a long row", "a long header"],
)
def test_a_table_of_nothing_is_not_read_to_its_end(text: str, why: str) -> None:
    with pytest.raises(RosterError, match=f"more than .* {why}"):
        read_roster(text)
