"""How messages are set; that all are set so is asked where rules are shown and where faults are planted."""

from __future__ import annotations

import pytest
from tests.core.rules.typography import fault

from biaochi.core.diagnostics import did_you_mean, spaced


@pytest.mark.parametrize(
    "text", ["承诺 10 分钟 比内部目标还严", "步骤用自然时间(3 天)", "写成“a”,再写", "改为 3 天 。", "补一个指标:编号"]
)
def test_the_test_sees_faults(text: str) -> None:
    assert fault(text)


def test_values_take_no_space_before_chinese_and_quotations_stay() -> None:
    assert spaced("承诺 10 分钟 比目标“首问 负责”严 2 分钟") == "承诺 10 分钟比目标“首问 负责”严 2 分钟"


def test_two_letters_in_the_wrong_order_name_the_word_they_are_of() -> None:
    assert did_you_mean("hotle", ["hotline", "hotel"]) == "是否想写“hotel”？"
    assert did_you_mean("hotlin", ["hotline", "hotel"]) == "是否想写“hotline”？"


def test_the_prefix_that_all_ids_share_makes_none_of_them_alike() -> None:
    assert did_you_mean("PET-TRIAGE", ["PET-FIRE", "PET-VISIT"]) == ""
    assert did_you_mean("PET-VIST", ["PET-FIRE", "PET-VISIT"]) == "是否想写“PET-VISIT”？"
    assert did_you_mean("PTE-FIRE", ["PET-FIRE"]) == "是否想写“PET-FIRE”？"
    assert did_you_mean("PET-OPEN", ["PET-OPENING"]) == "是否想写“PET-OPENING”？"


def test_latin_words_of_which_only_the_middles_agree_are_two_words() -> None:
    assert did_you_mean("futian", ["tianhe", "nanshan"]) == ""
    assert did_you_mean("riage", ["triage"]) == "是否想写“triage”？"
    assert did_you_mean("就诊区", ["候诊区"]) == "是否想写“候诊区”？"
