from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.schema import explain, is_valid

FAULTS = yaml.safe_load(Path(__file__).with_name("rule_pack_faults.yaml").read_text("utf-8"))


@pytest.mark.parametrize("told", FAULTS)
def test_a_fault_of_a_rule_pack_has_its_place_and_is_said_in_both_languages(small_pack, told):
    at, value, wanted = told["at"], told["value"], told["faults"]
    pack = deepcopy(small_pack)
    here: Any = pack
    for step in at[:-1]:
        here = here[step]
    here[at[-1]] = value
    faults = list(explain("rule-pack", pack))
    assert sorted(str(fault.at) for fault in faults) == sorted(str((*at, *steps)) for steps, _, _ in wanted)
    for steps, en, zh in wanted:
        assert any(fault.at == (*at, *steps) and en in fault.text.en and zh in fault.text.zh for fault in faults), [
            fault.text.en for fault in faults
        ]
    assert not is_valid("rule-pack", pack)


def test_a_sound_pack_has_no_faults(small_pack):
    assert explain("rule-pack", small_pack) == ()
    assert is_valid("rule-pack", small_pack)
