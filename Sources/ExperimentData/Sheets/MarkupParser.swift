import CXML

/// Who listens to a parser of markup. Names are without prefixes.
protocol MarkupListener: AnyObject {
  func start(_ name: MarkupName, _ attributes: MarkupAttributes)
  func end(_ name: MarkupName)
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// An element's or attribute's local name, as a number that is quick to compare (FNV-1a, 64 bits).
struct MarkupName: Hashable {
  let hash: UInt64

  init(_ name: StaticString) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0..<name.utf8CodeUnitCount { hash = (hash ^ UInt64(name.utf8Start[index])) &* 0x100_0000_01B3 }
    self.hash = hash
  }

  init(pointer: UnsafePointer<UInt8>) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var at = pointer
    while at.pointee != 0 {
      hash = at.pointee == 0x3A ? 0xCBF2_9CE4_8422_2325 : (hash ^ UInt64(at.pointee)) &* 0x100_0000_01B3
      at += 1
    }
    self.hash = hash
  }
}

/// The attributes of one element, while it is being said.
struct MarkupAttributes {
  fileprivate let pointer: UnsafeMutablePointer<UnsafePointer<UInt8>?>?

  /// The value, NUL-terminated.
  func bytes(_ name: MarkupName) -> UnsafePointer<UInt8>? {
    guard var at = pointer else { return nil }
    while let key = at.pointee {
      if MarkupName(pointer: key) == name { return at[1] }
      at += 2
    }
    return nil
  }

  func text(_ name: MarkupName) -> String? { bytes(name).map { String(cString: $0) } }

  /// A whole number at the start of the value, at most 9 digits.
  func integer(_ name: MarkupName) -> Int? {
    guard let bytes = bytes(name) else { return nil }
    var value = 0
    var digits = 0
    while digits < 10, bytes[digits] >= 0x30, bytes[digits] <= 0x39 {
      value = value * 10 + Int(bytes[digits] - 0x30)
      digits += 1
    }
    return digits == 0 || digits > 9 ? nil : value
  }

  func isTrue(_ name: MarkupName) -> Bool { bytes(name).map { $0.pointee == 0x31 || $0.pointee == 0x74 } ?? false }
}

/// libxml2's parsers, fed a piece at a time. Entities of a document's own are not expanded, nothing is fetched, nesting and texts are limited.
final class MarkupParser {
  enum Language { case xml, html }

  private let context: xmlParserCtxtPtr
  private let language: Language
  private weak var listener: (any MarkupListener)?

  init(_ language: Language, _ listener: any MarkupListener) throws(FileProblem) {
    self.language = language
    self.listener = listener
    var handler = xmlSAXHandler()
    handler.startElement = { context, name, attributes in
      guard let context, let name else { return }
      MarkupParser.listener(context)?.start(MarkupName(pointer: name), MarkupAttributes(pointer: attributes))
    }
    handler.endElement = { context, name in
      guard let context, let name else { return }
      MarkupParser.listener(context)?.end(MarkupName(pointer: name))
    }
    handler.characters = { context, text, count in
      guard let context, let text, count > 0 else { return }
      MarkupParser.listener(context)?.text(UnsafeBufferPointer(start: text, count: Int(count)))
    }
    handler.cdataBlock = handler.characters
    handler.ignorableWhitespace = handler.characters
    let made =
      switch language {
      case .xml: xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil)
      case .html: htmlCreatePushParserCtxt(&handler, nil, nil, 0, nil, XML_CHAR_ENCODING_UTF8)
      }
    guard let made else { throw FileProblem("unreadable", SheetSentences.damaged) }
    context = made
    switch language {
    case .xml: xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue))
    case .html:
      htmlCtxtUseOptions(
        context, Int32(HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_IGNORE_ENC.rawValue))
    }
    context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
  }

  deinit {
    if let document = context.pointee.myDoc { xmlFreeDoc(document) }
    context.pointee.myDoc = nil
    switch language {
    case .xml: xmlFreeParserCtxt(context)
    case .html: htmlFreeParserCtxt(context)
    }
  }

  private static func listener(_ context: UnsafeMutableRawPointer) -> (any MarkupListener)? {
    Unmanaged<MarkupParser>.fromOpaque(context).takeUnretainedValue().listener
  }

  /// - Parameter last: whether nothing follows.
  func feed(_ bytes: UnsafeRawBufferPointer, last: Bool) throws(FileProblem) {
    let start = bytes.bindMemory(to: CChar.self).baseAddress
    switch language {
    case .xml:
      guard xmlParseChunk(context, start, Int32(bytes.count), last ? 1 : 0) == 0 else { throw FileProblem("corrupt", SheetSentences.damaged) }
    // What is wrong with a page is mended as browsers do.
    case .html: htmlParseChunk(context, start, Int32(bytes.count), last ? 1 : 0)
    }
  }

  /// A whole document.
  static func parse(_ source: any ByteSource, _ listener: any MarkupListener) throws(FileProblem) {
    let parser = try MarkupParser(.xml, listener)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try source.read(into: buffer)
      try parser.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]), last: count == 0)
      if count == 0 { return }
    }
  }
}
