import Glibc
import Posix
package import Publishing
import Synchronization

extension FileEffect {
    /// Whether it is several system calls, of which the first may be the last.
    package var isDivisible: Bool {
        switch self {
        case .replaceFile, .createFile, .removeTree, .linkTree: true
        default: false
        }
    }
}

/// Carries effects out until the one that is to fail.
package final class FailingEffects: Sendable {
    package enum Moment: Sendable, CaseIterable {
        /// The effect does not happen, as a system call that fails.
        case instead
        /// Of an effect that consists of several system calls, the first ones happen.
        case midway
        /// The effect happens and then all ends, as when the process is killed or fsync(2) tells of a broken disk.
        case after
    }

    private let performed = Mutex<[FileEffect]>([])
    private let failing: Int
    private let moment: Moment
    private let number: Int32

    /// - Parameter failing: the number of the effect, from 0; -1 for none.
    package init(failing: Int = -1, _ moment: Moment = .instead, number: Int32 = EIO) {
        self.failing = failing
        self.moment = moment
        self.number = number
    }

    package var effects: FileEffects {
        FileEffects { [self] effect throws(SystemCallError) in
            let index = performed.withLock { effects in
                effects.append(effect)
                return effects.count - 1
            }
            if index != failing { return try carryOut(effect) }
            if moment == .midway { try begin(effect) }
            // Whether it fails by itself, as a link to a name that is taken, makes no difference then.
            if moment == .after { try? carryOut(effect) }
            throw SystemCallError("injected", "\(effect)", number: number)
        }
    }

    /// What is synced to disk makes no difference to a test, but for its time.
    private func carryOut(_ effect: FileEffect) throws(SystemCallError) {
        switch effect {
        case .syncFileSystem, .syncDirectory, .syncFile: return
        case .replaceFile(let path, let bytes):
            try Descriptor.open("\(path).new", O_WRONLY | O_CREAT | O_TRUNC).write(bytes)
            try renameFile("\(path).new", to: path)
        default: try effect.carryOut()
        }
    }

    private func begin(_ effect: FileEffect) throws(SystemCallError) {
        switch effect {
        case .replaceFile(let path, let bytes):
            let (directory, name) = splitPath(path)
            try createFile("\(directory)/.\(name).tmp", with: Array(bytes.prefix(bytes.count / 2)))
        case .createFile(let path, let bytes): try createFile(path, with: Array(bytes.prefix(bytes.count / 2)))
        case .removeTree(let path): try removeTree("\(path)/\(firstEntry(of: path))")
        case .linkTree(let path, let newPath):
            let name = try firstEntry(of: path)
            try linkTree(from: "\(path)/\(name)", to: "\(newPath)/\(name)")
        default: return
        }
    }

    private func firstEntry(of directory: String) throws(SystemCallError) -> String {
        try directoryNames(directory).min() ?? ""
    }

    package var performedEffects: [FileEffect] { performed.withLock { $0 } }
}
