import StateStore
import TestSupport
import Testing

@Suite("Verified files")
struct VerifiedFilesTests {
    static func file(_ inode: UInt64, birthTime: Int64? = 5, algorithm: String = "sha256") -> VerifiedFileRecord {
        VerifiedFileRecord(
            inode: inode, birthTime: birthTime, byteCount: 100, modificationTime: 7, algorithm: algorithm,
            digest: [UInt8(truncatingIfNeeded: inode), 2, 3])
    }

    @Test("are found by all that identifies them, and by nothing less")
    func identity() throws {
        try withStore { store in
            let files = [
                Self.file(3), Self.file(1, birthTime: nil), Self.file(.max, algorithm: "sha512"), Self.file(2),
            ]
            try store.remember(files, ofRoot: "root")
            let table = try store.verifiedFiles(ofRoot: "root")
            #expect(table.count == 4)
            for file in files {
                let found = table.digest(
                    inode: file.inode, birthTime: file.birthTime, byteCount: 100, modificationTime: 7)
                #expect(found?.bytes == file.digest)
                #expect(found?.algorithm == file.algorithm)
            }
            #expect(table.digest(inode: 4, birthTime: 5, byteCount: 100, modificationTime: 7) == nil)
            #expect(table.digest(inode: 3, birthTime: 6, byteCount: 100, modificationTime: 7) == nil)
            #expect(table.digest(inode: 3, birthTime: nil, byteCount: 100, modificationTime: 7) == nil)
            #expect(table.digest(inode: 1, birthTime: 5, byteCount: 100, modificationTime: 7) == nil)
            #expect(table.digest(inode: 3, birthTime: 5, byteCount: 101, modificationTime: 7) == nil)
            #expect(table.digest(inode: 3, birthTime: 5, byteCount: 100, modificationTime: 8) == nil)
            #expect(try store.verifiedFiles(ofRoot: "another root").count == 0)
        }
    }

    @Test("are replaced and forgotten by inode")
    func forgetting() throws {
        try withStore { store in
            try store.remember((1...10).map { Self.file($0) }, ofRoot: "root")
            try store.remember([Self.file(10, birthTime: 9)], ofRoot: "root")
            try store.remember([Self.file(1)], ofRoot: "other")
            let table = try store.verifiedFiles(ofRoot: "root")
            #expect(table.digest(inode: 10, birthTime: 5, byteCount: 100, modificationTime: 7) == nil)
            #expect(table.digest(inode: 10, birthTime: 9, byteCount: 100, modificationTime: 7) != nil)
            #expect(table.inodes(missingFrom: Set(2...20)) == [1])
            try store.forgetVerifiedFiles([1, 2, 77], ofRoot: "root")
            #expect(try store.verifiedFiles(ofRoot: "root").count == 8)
            #expect(try store.verifiedFiles(ofRoot: "other").count == 1)
        }
    }
}
