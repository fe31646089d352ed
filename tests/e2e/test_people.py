"""A course's people in a browser: a roster with bad rows, and a student who joins by code into the right section."""

from __future__ import annotations

import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import COURSE, TEACH

pytestmark = pytest.mark.slow


def make_code(teacher: Page) -> str:
    """Make a join code, and return it as the page shows it."""
    teacher.goto(f"{TEACH}settings/")
    teacher.get_by_role("button", name="Make a").click()
    return teacher.locator(".big-code").inner_text()


def upload(teacher: Page, rows: str) -> None:
    teacher.goto(f"{TEACH}people/roster/")
    file = {"name": "roster.csv", "mimeType": "text/csv", "buffer": rows.encode("cp949")}
    teacher.get_by_label("CSV file").set_input_files(file)  # type: ignore[arg-type]
    teacher.get_by_role("button", name="Look at the rows").click()


def sign_up(page: Page, email: str) -> None:
    """Make an account from the page that asks to sign in."""
    page.get_by_role("link", name="Create an account").click()
    page.locator("input[name=name]").fill("지수")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password1]").fill(secrets.token_hex(12))
    page.get_by_role("button", name="Create the account").click()


def test_a_roster_names_its_bad_rows_and_a_student_joins_by_code_into_a_section(new_visitor: NewVisitor) -> None:
    name = secrets.token_hex(4)
    email = f"jisu-{name}@example.org"
    teaching = new_visitor()
    teaching.sign_in("instructor@example.org")
    teacher = teaching.page
    code = make_code(teacher)

    upload(teacher, f"이메일;이름;분반\n{email};지수;{name} 분반\nnobody;나쁜 줄;A\n{email};또;A\n")
    bad = teacher.get_by_role("region", name="2 rows will be left out")
    expect(bad.get_by_role("listitem")).to_contain_text(
        ["Row 3 (nobody): “nobody” is not an e-mail address.", f"Row 4 ({email}): The same address stands in row 2"]
    )
    teacher.get_by_role("button", name="Apply 1 row").click()
    expect(teacher.get_by_text("1 row was applied.")).to_be_visible()
    expect(teacher.get_by_role("region", name="2 rows were left out")).to_be_visible()

    student = new_visitor().page
    student.goto(f"/join/{code}/")
    sign_up(student, email.upper())
    expect(student.get_by_role("heading", name="Deep learning with Keras")).to_be_visible()
    student.get_by_role("button", name="Join this course").click()
    expect(student.get_by_text("You have joined the course.")).to_be_visible()

    teacher.goto(f"{TEACH}people/")
    teacher.get_by_placeholder("Name or e-mail address").press_sequentially(email)
    expect(teacher.get_by_role("status").get_by_text("1 person")).to_be_visible()
    expect(teacher.get_by_role("row", name=email)).to_contain_text(f"{name} 분반")
    teacher.goto(f"{TEACH}audit/?person={email}")
    expect(teacher.locator("tbody tr")).to_have_count(2)

    teacher.goto(f"{TEACH}settings/")
    teacher.get_by_role("button", name="Switch the code off").click()
    student.goto("/join/")
    student.get_by_label("Join code").fill(code)
    student.get_by_role("button", name="Join with the code").click()
    expect(student.get_by_role("alert")).to_contain_text("No course has this code.")


def test_an_invitation_is_accepted_by_its_link_without_scripts(new_visitor: NewVisitor) -> None:
    email = f"{secrets.token_hex(6)}@example.org"
    teaching = new_visitor(java_script_enabled=False)
    teaching.sign_in("instructor@example.org")
    teacher = teaching.page
    teacher.goto(f"{TEACH}people/invitations/")
    teacher.get_by_label("E-mail address").fill(email)
    teacher.get_by_label("Role").select_option("assistant")
    teacher.get_by_role("button", name="Invite").click()
    link = teacher.get_by_label(f"Link for {email}").input_value()

    assistant = new_visitor(java_script_enabled=False).page
    assistant.goto(link)
    sign_up(assistant, email)
    assistant.get_by_role("button", name="Accept the invitation").click()
    assistant.goto(COURSE)
    expect(assistant.get_by_text("Your role: teaching assistant")).to_be_visible()
    assistant.goto(f"{TEACH}people/")
    expect(assistant.get_by_role("row", name=email)).to_be_visible()
    expect(assistant.get_by_role("link", name="Upload a roster")).to_have_count(0)
