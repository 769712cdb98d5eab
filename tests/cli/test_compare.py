"""`plancheck compare` of two reviews, as they are made or kept."""

import json

from checker.cli.commands.compare import FORMATS


def test_reviews_are_compared_as_they_are_made_or_kept(run, write, tmp_path):
    write("first/plan.json", regions=[])
    write("second/plan.json", submission={"date": "2013-01-10", "version": 2, "first_date": "2012-12-20"})
    for name in ("first", "second"):
        run("review", tmp_path / name, "--format", "json", "--output", tmp_path / f"{name}.json")
    told = []
    for format_ in FORMATS:
        for suffix in ("", ".json"):
            output = tmp_path / f"out{suffix}.{format_}"
            done = run("compare", *(f"{tmp_path / name}{suffix}" for name in ("first", "second")), "--output", output)
            assert (done.status, done.out, done.err) == (1, "", "")
            assert output.stat().st_size > 1000
            if format_ == "json":
                told.append(json.loads(output.read_text("utf-8")))
                for side, name in (("old", "first"), ("new", "second")):
                    assert told[-1][side].pop("name") == f"{tmp_path / name}{suffix}"
    assert told[0] == told[1]
    assert told[0]["format"] == "review-comparison/1"
    (office,) = (each for each in told[0]["offices"] if each["office"] == "CN-HB")
    assert (office["sent"], office["counts"]) == ("sent-again", {"fixed": 1, "still-open": 0, "new": 0})
