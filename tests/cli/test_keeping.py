"""What is read is never written over, by whichever command."""

import pytest

UNUSABLE = 2

COMMANDS = [
    "check {plan} --output {output}",
    "check {plan} --report html={output}",
    "check {folder} --output {output}",
    "review {plan} --output {output}",
    "review {folder} --format json --output {output}",
    "compare {plan} {other} --output {output}",
    "compare {other} {plan} --output {output}",
    "compile {plan} --output {output}",
    "due {plan} --format json --output {output}",
    "letter {plan} --output {output}",
    "fix {plan} --output {output}",
    "fix {plan} --write --output {output}",
    "verify {other} {plan} --output {output}",
    "verify {plan} {other} --output {output}",
]


@pytest.fixture
def folder(write, tmp_path):
    """A folder of plans, one of them in a folder of its own."""
    write("plans/inner/plan.json")
    write("plans/inner/other.json")
    return tmp_path / "plans"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("through", ["itself", "a link", "another way"])
def test_what_is_read_is_never_written_over(run, folder, tmp_path, command, through):
    plan = folder / "inner" / "plan.json"
    (tmp_path / "link.json").symlink_to(plan)
    another = folder / "inner" / ".." / "inner" / plan.name
    output = {"itself": plan, "a link": tmp_path / "link.json", "another way": another}[through]
    before = plan.read_bytes()
    names = {"plan": plan, "other": folder / "inner" / "other.json", "folder": folder, "output": output}
    done = run(*(argument.format_map(names) for argument in command.split()))
    assert (done.status, done.out) == (UNUSABLE, "")
    assert "would be overwritten" in done.err
    assert plan.read_bytes() == before


@pytest.mark.parametrize("name", ["new.json", "old.html"])
def test_a_report_may_stand_beside_the_plans(run, folder, name):
    """What is no plan file is not read, and may be written again."""
    (folder / "old.html").write_bytes(b"<p>of yesterday")
    done = run("review", folder, "--format", name.partition(".")[2], "--output", folder / name)
    assert done.status < UNUSABLE
    assert (folder / name).stat().st_size > 1000
