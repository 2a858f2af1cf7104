import Testing

@testable import ExperimentReports

@Suite("Sparkline")
struct SparklineTests {
  @Test("a bar an eighth of the range, ends held, gaps shown")
  func bars() {
    #expect(Sparkline.text([0, 0.124, 0.125, 0.5, 0.874, 0.875, 1], from: 0, to: 1) == "▁▁▂▅▇██")
    #expect(Sparkline.text([-3, nil, .nan, 9], from: 0, to: 1) == "▁  █")
    #expect(Sparkline.text([1, 2], from: 2, to: 2) == "  ", "no range, no bars")
    #expect(Sparkline.text([], from: 0, to: 1).isEmpty)
  }

  @Test("lines break at spaces and beside wide characters; marks stay with what they close, a number with its percent sign")
  func wrapping() {
    #expect(DisplayWidth.wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(DisplayWidth.wrapped("一二三四，五", to: 8) == ["一二三", "四，五"])
    #expect(DisplayWidth.wrapped("一二三（四", to: 8) == ["一二三", "（四"])
    #expect(DisplayWidth.wrapped("用 --lang 选择语言", to: 9) == ["用 --lang", "选择语言"])
    #expect(DisplayWidth.wrapped("above 20 %", to: 8) == ["above", "20 %"])
    #expect(DisplayWidth.wrapped("<一句话>", to: 6, atSpaces: true) == ["<一句", "话>"], "a word that is wider than a line is broken where it ends")
    #expect(DisplayWidth.wrapped("a <一句话> b", to: 9, atSpaces: true) == ["a", "<一句话>", "b"])
    #expect(DisplayWidth.wrapped("", to: 5) == [""])
  }
}
