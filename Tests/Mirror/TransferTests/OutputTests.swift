import Testing

@testable import Transfer

@Suite("What rsync writes")
struct OutputTests {
    @Test(
        "is read line by line",
        arguments: [
            (
                "      3,000,004  99%   44.02MB/s    0:00:00 (xfr#3, to-chk=0/11)",
                .progress(RsyncProgress(byteCount: 3_000_004, done: 11, known: 11, isComplete: true))
            ),
            (
                "         32768   0%    0.00kB/s    0:00:00 (xfr#1, ir-chk=1000/5000)",
                .progress(RsyncProgress(byteCount: 32768, done: 4000, known: 5000, isComplete: false))
            ),
            ("         32768   1%   31.25kB/s    0:10:00  ", .progress(RsyncProgress(byteCount: 32768))),
            ("Number of files: 15 (reg: 5, dir: 6, link: 3, special: 1)", .statistic("Number of files", 15)),
            ("Number of created files: 0", .statistic("Number of created files", 0)),
            ("Total file size: 3,000,025 bytes", .statistic("Total file size", 3_000_025)),
            ("total size is 3000025  speedup is 8,902.15", .statistic("total size", 3_000_025)),
            ("sent 128 bytes  received 3,001,165 bytes  2,000,862.00 bytes/sec", .sent(128, received: 3_001_165)),
            ("IO error encountered -- skipping file deletion", .deletionsSkipped),
            ("item >f+++++++++ pool/Number of files: 7", .item), ("item *deleting   dists/old", .item),
            ("item >f+++++++++ ignoring unsafe symlink \"a\" -> \"b\"", .item),
            ("created directory /srv/staging", .other), ("Welcome to example.org: mirrors are welcome", .other),
            ("", .other), (":", .other), ("%", .other), ("1 1% 1/s :", .progress(RsyncProgress(byteCount: 1))),
            ("99999999999999999999 1% 1/s 0:00", .other), ("Number of files: 99999999999999999999", .other),
        ] as [(String, RsyncLine)])
    func lines(line: String, expected: RsyncLine) {
        #expect(RsyncLine(line) == expected)
    }

    @Test(
        "names what was skipped, with every byte of its name",
        arguments: [
            ("skipping non-regular file \"fifo\"", ["fifo"], true),
            ("skipping non-regular file \"a \\#303\\#251\\#012b\"", ["a é\nb"], true),
            ("skipping non-regular file \"\\#377\"", ["\u{FFFD}"], false),
            ("skipping non-regular file \"\\#134#101\"", ["\\#101"], true),
            ("skipping non-regular file \"\\#9\\#400\\\"", ["\\#9\\#400\\"], true),
            ("ignoring unsafe symlink \"evil\" -> \"/etc/passwd\"", ["evil"], true),
            ("ignoring unsafe symlink \"a\" -> \"b\" -> \"/c\"", ["a", "a\" -> \"b"], true),
        ] as [(String, [String], Bool)])
    func skipped(line: String, paths: [String], isExact: Bool) {
        guard case .skipped(let skipped) = RsyncLine(line) else {
            Issue.record("not read as skipped")
            return
        }
        #expect(skipped.map(\.path) == paths)
        #expect(skipped.allSatisfy { $0.isExact == isExact })
    }

    @Test(
        "is no skipped path when it is cut",
        arguments: [
            "skipping non-regular file \"", "skipping non-regular file ", "ignoring unsafe symlink \"a\"",
            "ignoring unsafe symlink \"a\" -> ",
        ])
    func cutSkipped(line: String) {
        #expect(RsyncLine(line) == .other)
    }

    @Test("is cut into lines wherever the reads fall")
    func splits() {
        let text: [UInt8] = Array("one\r two\n\nthr".utf8) + [0xFF] + Array("ee\u{1B}[31m\r\nhalf".utf8)
        for split in 0...text.count {
            var assembler = LineAssembler(cutsAtReturn: true)
            var lines: [String] = []
            assembler.append(text[..<split]) { lines.append($0) }
            assembler.append(text[split...]) { lines.append($0) }
            assembler.finish { lines.append($0) }
            #expect(lines == ["one", " two", "thr\\xffee\\x1b[31m", "half"])
        }
    }

    @Test("takes no more memory than a line may, however long it is")
    func overlong() {
        var assembler = LineAssembler(cutsAtReturn: false)
        var lines: [String] = []
        for _ in 0..<100 { assembler.append([UInt8](repeating: 0x61, count: 10_000)[...]) { lines.append($0) } }
        assembler.append(Array("\nnext\n".utf8)[...]) { lines.append($0) }
        #expect(lines.count == 2)
        #expect(lines.first?.utf8.count == LineAssembler.longestLine + " [cut]".utf8.count)
        #expect(lines.last == "next")
    }
}

extension RsyncProgress {
    init(byteCount: Int64) {
        self.init(byteCount: byteCount, files: nil)
    }

    init(byteCount: Int64, done: Int64, known: Int64, isComplete: Bool) {
        self.init(byteCount: byteCount, files: Files(done: done, known: known, isComplete: isComplete))
    }
}
