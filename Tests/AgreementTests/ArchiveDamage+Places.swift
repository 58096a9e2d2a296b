import TestSupport

extension ArchiveDamage {
    /// Indexes that lie in several places: by their names, by their hashes, packed in several ways.
    static var places: [ArchiveDamage] {
        let indexes = [
            "dists/wren/main/binary-amd64/Packages.xz", "dists/wren/main/source/Sources.xz",
            "dists/wren/main/i18n/Translation-en.xz", "dists/wren/main/Contents-amd64.gz",
        ]
        return indexes.flatMap { index in
            [
                files(.debian, "\(index): its by-hash copy missing", at: index) { $0[$1.copy(of: index)] = nil },
                files(.debian, "\(index): its by-hash copy with a bit flipped", at: index) { entries, tree in
                    let copy = tree.copy(of: index)
                    entries[copy] = FileFate.flipped.entry(of: entries[copy]?.bytes ?? [], lastWeek: [])
                },
                files(.debian, "\(index): its by-hash copy truncated", at: index) { entries, tree in
                    let copy = tree.copy(of: index)
                    entries[copy] = FileFate.truncated.entry(of: entries[copy]?.bytes ?? [], lastWeek: [])
                },
                files(.debian, "\(index): its by-hash copy with mode 600", at: index) { entries, tree in
                    let copy = tree.copy(of: index)
                    entries[copy] = FileFate.unreadable.entry(of: entries[copy]?.bytes ?? [], lastWeek: [])
                },
                files(.debian, "\(index): missing, its by-hash copy there", at: index) { entries, _ in
                    entries[index] = nil
                },
                files(.debian, "\(index): with a bit flipped, its by-hash copy sound", at: index) { entries, _ in
                    entries[index] = FileFate.flipped.entry(of: entries[index]?.bytes ?? [], lastWeek: [])
                },
                files(.debian, "\(index): a symlink to its by-hash copy", at: index) { entries, tree in
                    let parts = tree.copy(of: index).split(separator: "/").suffix(3)
                    entries[index] = .symbolicLink(parts.joined(separator: "/"))
                },
            ]
        } + [
            forms("Packages", "dists/wren/main/binary-amd64/Packages"),
            forms("Sources", "dists/wren/main/source/Sources"),
            forms("Translation", "dists/wren/main/i18n/Translation-en"),
            forms("Contents", "dists/wren/main/Contents-amd64"),
            forms("dep11's Components", "dists/wren/main/dep11/Components-amd64.yml"),
            forms("cnf's Commands", "dists/jay/main/cnf/Commands-amd64", .ubuntu),
            forms("Contents of the suite", "dists/jay/Contents-amd64", .ubuntu),
            forms("udebs' Packages", "dists/wren/main/debian-installer/binary-amd64/Packages"),
            forms("Packages of contrib", "dists/wren/contrib/binary-amd64/Packages"),
            forms("Packages of the flat archive", "debian/Packages", .flat),
            below("the indexes of arm64", "dists/wren/main/binary-arm64/", "dists/wren/contrib/binary-arm64/"),
            below("the component contrib", "dists/wren/contrib/"), below("all of main", "dists/wren/main/"),
            below("all sources", "dists/wren/main/source/", "dists/wren/contrib/source/"),
            below("the whole suite", "dists/wren/"), below("the pool", "pool/"),
            files(.debian, "an old by-hash file whose bytes are others", at: "dists/wren/main/binary-amd64/Packages.xz")
            { entries, _ in
                entries["dists/wren/main/binary-amd64/by-hash/SHA256/\(String(repeating: "0", count: 64))"] = .file([
                    1, 2, 3,
                ])
            },
            files(.debian, "a file that nobody lists", at: "dists/wren/main/left-over") { entries, _ in
                entries["dists/wren/main/left-over"] = .file([1, 2, 3])
            },
            files(
                .debian, "a plain Packages of last week that Release lists with other bytes",
                at: "dists/wren/main/binary-amd64/Packages"
            ) { entries, _ in
                entries["dists/wren/main/binary-amd64/Packages"] = .file(Array("Package: old\n".utf8))
            },
            files(.debian, "the symlink stable dangling", at: "dists/stable") { entries, _ in
                entries["dists/stable"] = .symbolicLink("robin")
            },
            files(.debian, "the symlink stable missing", at: "dists/stable") { entries, _ in
                entries["dists/stable"] = nil
            },
            files(.debian, "the symlink stable to itself", at: "dists/stable") { entries, _ in
                entries["dists/stable"] = .symbolicLink("stable")
            },
            files(.debian, "the symlink stable out of the tree", at: "dists/stable") { entries, _ in
                entries["dists/stable"] = .symbolicLink("/tmp")
            },
            release(
                .debian, "an xz file that holds gzip",
                { suite in
                    suite.indexes["main/binary-amd64/Packages"]?.forms = [.gzip]
                    suite.rewriteRelease = {
                        $0.replacing("main/binary-amd64/Packages.gz", with: "main/binary-amd64/Packages.xz")
                    }
                }
            ).naming("dists/wren/main/binary-amd64/Packages"),
        ]
    }

    /// All forms of one index missing, by-hash copies too.
    private static func forms(_ words: String, _ plain: String, _ shape: ArchiveShape.Name = .debian) -> ArchiveDamage {
        files(shape, "\(words) missing in every form", at: plain) { entries, tree in
            for path in [plain, "\(plain).gz", "\(plain).xz"] {
                for twin in tree.twins(of: path) { entries[twin] = nil }
            }
        }
    }

    private static func below(_ words: String, _ prefixes: String...) -> ArchiveDamage {
        var damage = files(.debian, "\(words) missing", at: "dists/wren") { entries, _ in
            entries = entries.filter { entry in !prefixes.contains { entry.key.hasPrefix($0) } }
        }
        damage.paths += prefixes.map { String($0.dropLast()) } + ["dists"]
        damage.prefixes = prefixes
        return damage
    }

    /// Files that no index of packages names, and those that are more than one file.
    static var others: [ArchiveDamage] {
        let images = "dists/wren/main/installer-amd64/20230607/images"
        let patch = "dists/wren/main/binary-amd64/Packages.diff/T-2026-06-01-F-2026-06-01.gz"
        func each(_ path: String, _ fates: FileFate...) -> [ArchiveDamage] { fates.map { .file(.debian, path, $0) } }
        let single =
            each("\(images)/netboot/mini.iso", .missing, .truncated, .flipped) + each(patch, .missing, .flipped)
        return single + [
            files(.debian, "the installer's symlink current dangling", at: "dists/wren/main/installer-amd64/current") {
                entries, _ in
                entries["dists/wren/main/installer-amd64/current"] = .symbolicLink("2019")
            }.naming("dists/wren/main/installer-amd64/current/images/SHA256SUMS"),
            files(.debian, "udeb missing", at: "pool/main/b/birdsong/birdsong-udeb_1.0-1_amd64.udeb") { entries, _ in
                entries["pool/main/b/birdsong/birdsong-udeb_1.0-1_amd64.udeb"] = nil
            },
            release(.debian, "Packages.diff/Index of another target") { suite in
                suite.indexes["main/binary-amd64/Packages.diff/Index"]?.text.replace(
                    "SHA256-Current: ", with: "SHA256-Current: 00", maxReplacements: 1)
            }.naming("dists/wren/main/binary-amd64/Packages.diff/Index").warningAtMost,
            release(.debian, "Packages.diff/Index garbled") { suite in
                suite.indexes["main/binary-amd64/Packages.diff/Index"]?.text = "nonsense\n"
            }.naming("dists/wren/main/binary-amd64/Packages.diff/Index").warningAtMost,
            release(.debian, "Translation garbled") { $0.indexes["main/i18n/Translation-en"]?.text = "nonsense\n" }
                .naming("dists/wren/main/i18n/Translation-en"),
            release(.debian, "Translation without Description-md5") {
                $0.indexes["main/i18n/Translation-en"]?.text.replace("Description-md5: ", with: "X-Other: ")
            }.naming("dists/wren/main/i18n/Translation-en"),
            release(.debian, "Translation without Package") {
                $0.indexes["main/i18n/Translation-en"]?.text.replace("Package: ", with: "X-Other: ")
            }.naming("dists/wren/main/i18n/Translation-en"),
            release(.debian, "Contents garbled") { $0.indexes["main/Contents-amd64"]?.text = "nonsense" }
                .naming("dists/wren/main/Contents-amd64"),
            release(.debian, "dep11's Components garbled") {
                $0.indexes["main/dep11/Components-amd64.yml"]?.text = "nonsense"
            }
            .naming("dists/wren/main/dep11/Components-amd64.yml"),
            release(.ubuntu, "cnf's Commands garbled") { $0.indexes["main/cnf/Commands-amd64"]?.text = "nonsense" }
                .naming("dists/jay/main/cnf/Commands-amd64"),
            release(.debian, "a stub that contradicts its place") {
                $0.indexes["main/binary-amd64/Release"]?.text =
                    "Archive: other\nComponent: other\nArchitecture: other\n"
            }.naming("dists/wren/main/binary-amd64/Release"),
            release(.security, "an empty contrib kept in no form") { suite in
                for name in suite.indexes.keys where name.hasPrefix("contrib/") { suite.indexes[name]?.forms = [] }
            },
            release(.security, "indexes below updates/main") { suite in
                for (name, index) in suite.indexes {
                    suite.indexes[name] = nil
                    suite.indexes["updates/\(name)"] = index
                }
            }.naming("dists/wren-security"),
        ]
    }

    private var warningAtMost: ArchiveDamage {
        var damage = self
        damage.isWarningAtMost = true
        return damage
    }
}
