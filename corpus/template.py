"""Templates for new entries of the library, as `netral library new` prints them."""

from __future__ import annotations

from corpus.errors import InputError

_INSTRUMENT = """\
# Save as instruments/<kind>-<number>-<year>-<subject>.yaml, then run `netral library check`.
id: /akn/id/act/pp/2099/1            # /akn/id/act/<kind>/<year>/<number>
label: PP 1/2099                     # how it is cited; unique
title: Subject of the regulation
group: pp-1-2099                     # a group of docs/library.md, or a new one
aliases: []                          # names people use; unique across the library
issued: 2099-01-31
in_force: 2099-01-31                 # leave out when not established
summary: >-
  One to three sentences of your own about its status and subject, each understandable alone.
en: The same in short English; no figure that the Indonesian text lacks.
phrases: [how people ask about it]
sources: ["D:pp/2099/1"]             # codes of sources.yaml, or D:<kind>/<year>/<number>
provisions:
  - at: art_1__para_2__point_a       # Pasal 1 ayat (2) huruf a
    norm: prohibition                # prohibition duty right sanction procedure definition
                                     # competence principle transition
    heading: [Chapter, Section]
    versions:
      - from: 2099-01-31
        text: >-
          The norm in your own words, complete in its first sentence: who, what, which figure.
        en: The same in short English.
    addressees: [pns]                # codes of vocabulary.yaml
    regimes: [discipline]            # pilkada pemilu discipline ethics party administration
    stages: [any]                    # bakal_calon calon masa_kampanye masa_tenang any
    acts: [kampanye_ikut]            # codes of vocabulary.yaml
    phrases:                         # 3 to 20 everyday ways to look for this norm
      - how a colleague would say it
      - another wording
      - an English one
    sources: ["D:pp/2099/1"]
    confidence: perlu-cek            # leave both lines out when two sources agree
    reason: One Indonesian sentence that tells the user why it is uncertain.
    relations:                       # forward only; the other direction is derived
      - {type: sanction_of, target: /akn/id/act/pp/2099/1~art_1__para_1}
"""

_DECISION = """\
# Save as decisions/<court>-<number>.yaml, then run `netral library check`.
# Persons by initials only.
id: /akn/id/judgment/pn-example/2099/1-pid-sus
label: PN Example 1/Pid.Sus/2099/PN Exm
title: What was decided, in a few words
group: putusan-pidana
year: 2099
decided: 2099-01-31                  # only when the full date is known
court: {value: PN Example, confidence: pasti}
number: {value: 1/Pid.Sus/2099/PN Exm, confidence: pasti}
level: {value: pertama, confidence: pasti}
date: {value: 31 Januari 2099, confidence: pasti}
election: {value: Pilkada 2099, confidence: pasti}
office: {value: camat (inisial AB), confidence: pasti}
act: {value: what was done, confidence: pasti}
articles: {value: Pasal 188 jo. Pasal 71 ayat (1) UU 1/2015, confidence: pasti}
demand: {value: null, confidence: perlu-cek}      # null: not known
verdict: {value: pidana, confidence: pasti}
sentence: {value: denda Rp1 juta, confidence: pasti}
appeal: {value: null, confidence: perlu-cek}
reasoning: {value: null, confidence: perlu-cek}
outcome: denda
source_kind: berita
sources: [site and date]
addressees: [pejabat_asn]
regimes: [pilkada]
acts: [ajakan]
phrases: [the case as people would describe it, another wording, an English one]
relations:
  - {type: applies, target: /akn/id/act/uu/2015/1~art_188}
"""

_TEMPLATES = {"instrument": _INSTRUMENT, "decision": _DECISION}


def template(kind: str) -> str:
    """The template for ``instrument`` or ``decision``. Raises `InputError` for another kind."""
    if kind not in _TEMPLATES:
        raise InputError(f"There is no template for {kind!r}; there are: {', '.join(_TEMPLATES)}.")
    return _TEMPLATES[kind]
