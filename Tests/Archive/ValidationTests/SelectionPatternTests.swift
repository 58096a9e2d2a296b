import Posix
import TestSupport
import Testing

@testable import Validation

@Suite("A pattern of rsync")
struct SelectionPatternTests {
    /// Paths of many shapes; what ends with a slash is a directory without files.
    private static let paths = [
        "a", "b", "ab", "abc", "a.deb", "x/a", "x/b", "x/ab", "x/y/a", "x/y/z/a", "x/y/z/ab", "x/y/b.c", "y/a", "y/x/a",
        "y/x/y/a", "[a]", "x/[a]", "x/a-b", "x/a]b", "x/a^b", "x/a*b", "x/a\\b", "x/A", "x/7", "x/_", "xy/a", "xx/yy/a",
        "dists/stable/Release", "dists/stable/main/binary-amd64/Packages", "dists/stable/main/binary-arm64/Packages",
        "pool/main/a/apt/apt_1_amd64.deb", "pool/main/a/apt/apt_1_all.deb", "pool/main/a/apt/apt-dbg_1_amd64.deb",
    ]

    private static let patterns = [
        "a", "/a", "a/", "/a/", "x", "/x", "x/", "/x/", "x/a", "/x/a", "y/a", "/y/a", "x/y/", "/x/y/", "x/y/z/a", "*",
        "/*",
        "*/", "/*/", "a*", "*a", "?", "a?", "/?", "x/*", "x/*/", "/x/*/a", "x/?", "*/a", "*/*", "/*/*", "y/*/a", "**",
        "/**",
        "**/a", "/**/a", "x/**", "/x/**", "x/***", "/x/***", "x/**/a", "/x/**/a", "x**a", "/x**", "**a", "**/", "***/a",
        "y/**a",
        "[ab]", "[!a]", "[^a]", "[a-c]", "x/[a-c]b", "x/[A-Z]", "[]a]", "x/a[]]b", "x/a[^-]b", "x/a[*]b", "x/a[\\]]b",
        "[a",
        "[[:upper:]]", "[[:digit:]]", "[[:alnum:]]*", "[[:punct:]]", "[[:nothing:]]", "\\a", "x/a\\*b", "x/a\\b",
        "\\[a]",
        "*\\[a]", "[[]a]", "*.deb", "*_amd64.deb", "*-dbg_*.deb", "/pool/**_*_[a-z]*.deb", "/dists/**/binary-*/",
        "binary-*/", "stable/main", "/dists/*/main/", "dists/**/Packages", "/dists/**/binary-[!a]*/", "", "//a", "x//a",
        "x?a", "/x?y/a", "x[/]a",
        "x[!b]a", "x*a", "/x*y*a",
    ]

    @Test("leaves out what the real rsync leaves out", arguments: patterns.filter { !$0.isEmpty })
    func agreement(pattern: String) throws {
        let directory = try TemporaryDirectory()
        for path in Self.paths { try directory.write("", to: "tree/\(path)") }
        let selection = Selection(excludes: [pattern])
        try directory.write(selection.rules.map { $0.line + "\n" }.joined(), to: "rules")
        try createDirectories("\(directory.path)/empty")
        let listed = try runSuccessfully(
            "rsync",
            [
                "-rn", "--out-format=%n", "--filter=merge \(directory.path)/rules", "\(directory.path)/tree/",
                "\(directory.path)/empty/",
            ])
        let sent = listed.output.split(separator: "\n").map { String($0).replacing("\\#134", with: "\\") }
            .filter { !$0.hasSuffix("/") }
        let kept = Self.paths.filter { selection.leftOut($0) == nil }
        #expect(Set(sent) == Set(kept), "\(pattern)")
    }
}
