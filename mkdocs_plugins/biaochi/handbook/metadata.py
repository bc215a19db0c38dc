"""What a bound PDF says of itself: title, author, language, edition, build, and which standard it keeps."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Dictionary, Name, Stream, String

from biaochi.handbook.job import Volume

LANGUAGE = "zh-Hans"
PRODUCER = "Biaochi"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"{archive}>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Keywords>{keywords}</pdf:Keywords>
</rdf:Description>{schemas}</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_ARCHIVE = ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="3" pdfaid:conformance="A"'
_SCHEMAS = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
"""PDF/A allows only properties that it knows or that are declared: with this a file keeps PDF/UA-1 and PDF/A-3a at once."""


def describe(pdf: pikepdf.Pdf, volume: Volume) -> None:
    """Write title, author, language and standard into the PDF."""
    told = {
        "/Title": volume.title, "/Author": volume.author, "/Subject": volume.edition, "/Producer": PRODUCER,
        "/Keywords": f"receipt:{volume.receipt}" if volume.receipt else "",
    }
    for key, value in told.items():
        if value:
            pdf.docinfo[key] = String(value)
    pdf.Root["/Lang"] = String(LANGUAGE)
    pdf.Root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)
    pdf.Root["/MarkInfo"] = Dictionary(Marked=True)
    set_packet(pdf)


def set_packet(pdf: pikepdf.Pdf, *, archive: bool = False) -> None:
    """Say in XMP what the document information says, and which standards the file keeps."""
    info = {key: escape(str(pdf.docinfo.get(f"/{key.capitalize()}", ""))) for key in ("title", "author", "subject", "producer", "keywords")}
    packet = _XMP.format(
        **info, language=LANGUAGE, archive=_ARCHIVE if archive else "", schemas=_SCHEMAS if archive else "",
    )
    told = Stream(pdf, packet.encode())
    told.stream_dict.update({"/Type": Name.Metadata, "/Subtype": Name.XML})
    pdf.Root["/Metadata"] = pdf.make_indirect(told)
