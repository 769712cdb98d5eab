import json

import pytest

from checker import resources


def test_rules_and_schemas_are_found_here():
    assert (resources.rules_folder() / "sipo-2012-113" / "pack.yaml").is_file()
    assert (
        json.loads(resources.schema_bytes("provincial-plan"))["$schema"]
        == "https://json-schema.org/draft/2020-12/schema"
    )


@pytest.mark.parametrize("where", ["wheel", "checkout"])
def test_the_folders_beside_the_modules_go_before_those_of_the_checkout(tmp_path, monkeypatch, where):
    here = tmp_path / "checker"
    for folder in (tmp_path, here) if where == "wheel" else (tmp_path,):
        for name in ("rules", "schemas"):
            (folder / name).mkdir(parents=True)
        (folder / "schemas" / "provincial-plan.schema.json").write_text(folder.name, encoding="utf-8")
    monkeypatch.setattr(resources, "_HERE", here)
    around = here if where == "wheel" else tmp_path
    assert resources.schema_bytes("provincial-plan").decode() == around.name
    assert resources.rules_folder() == around / "rules"
