"""Court decisions as XML, a section an element (``kepala_putusan`` ... ``penutup``)."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from corpus.errors import IntakeError
from corpus.intake.extracted import Extracted, FileKind

SECTIONS = frozenset(
    "kepala_putusan identitas riwayat_penahanan riwayat_perkara riwayat_tuntutan riwayat_dakwaan "
    "fakta fakta_umum fakta_hukum pertimbangan_hukum amar_putusan penutup".split()
)
"""The elements of the indo-law corpus of decisions; others are kept under their own names."""


def extract_decision(data: bytes) -> Extracted:
    """Sections in order, attributes of the root as metadata. Raises `IntakeError`."""
    root = parse_xml(data)
    if not SECTIONS & {child.tag for child in root}:
        raise IntakeError(
            "The XML file is no court decision: it has no section such as pertimbangan_hukum."
        )
    text, sections = "", []
    for child in root:
        words = "\n".join(line for line in ("".join(child.itertext())).split("\n") if line.strip())
        sections.append((str(child.tag), len(text)))
        text += words.strip() + "\n"
    return Extracted(text, FileKind.XML, sections=tuple(sections), metadata=dict(root.attrib))


def parse_xml(data: bytes) -> Element:
    """The root element. Raises `IntakeError` for broken XML, and for entities and DTDs at all."""
    try:
        return fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise IntakeError(
            "The XML defines entities or a DTD, which can fill the memory or read other files: "
            "remove them."
        ) from None
    except (ParseError, ValueError) as error:
        raise IntakeError(f"The XML is damaged ({error}): get it again.") from error
