import Glibc
package import Posix

/// Something in a configuration file that keeps the program from running: where, what, and what to do about it.
package struct ConfigurationProblem: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case unreadable(SystemCallError)
        case syntax(String)
        case noMirror
        case unknownField(String, nearest: String?)
        case unsupportedField(String)
        case unknownStanza(firstField: String, nearest: String?)
        case defaultsNotFirst
        case missingField(String, mirror: String)
        case missingRegistryField(String, registry: String)
        case invalidValue(field: String, value: String, expected: String)
        case onlyInDefaults(String)
        case onlyInMirrors(String)
        case onlyInRegistries(String)
        case repeatedMirror(String, first: SourceLine)
        case sharedRoot(String, other: String, mirror: String)
        case sharedPublic(String, other: String, mirror: String)
        case sharedUpstream(String, other: String, mirror: String)
        case upstreamAtRoot(String, root: String)
        case repeatedRegistry(String, first: SourceLine)
        /// The archive of a registry is no mirror that is configured.
        case unknownMirror(String, nearest: String?)
        case sharedList(String, other: String, registry: String)
        case listInMirror(String, mirror: String, place: String, registry: String)
        case spoolInList(String, list: String, registry: String)
        case sharedSpool(String, other: String, registry: String)
    }

    package let place: SourceLine
    package let kind: Kind

    package init(_ place: SourceLine, _ kind: Kind) {
        self.place = place
        self.kind = kind
    }
}

/// A line of a configuration file, from 1; 0 stands for the file as a whole.
package struct SourceLine: Sendable, Hashable, CustomStringConvertible {
    package let file: String
    package let line: Int

    package init(_ file: String, _ line: Int = 0) {
        self.file = file
        self.line = line
    }

    package var description: String { line > 0 ? "\(file):\(line)" : file }
}

extension ConfigurationProblem {
    /// What is wrong, without the place.
    package var message: String {
        switch kind {
        case .unreadable(let error): "cannot be read (\(error.reason))"
        case .syntax(let text): text
        case .noMirror: "no mirror is configured: expected a stanza with `Mirror` or `Registry`"
        case .unknownField(let name, _): "unknown field (\(name))"
        case .unsupportedField(let name): "field not supported by this version (\(name))"
        case .unknownStanza(let field, _):
            "unknown stanza (\(field)): expected one with `Mirror`, `Registry` or `Defaults: yes`"
        case .defaultsNotFirst: "stanza out of place (Defaults): expected it once, before all others"
        case .missingField(let name, let mirror): "missing field (mirror \(mirror)): expected \(name)"
        case .missingRegistryField(let name, let registry): "missing field (registry \(registry)): expected \(name)"
        case .invalidValue(let field, let value, let expected):
            "invalid value (\(field)): expected \(expected), found `\(value)`"
        case .onlyInDefaults(let name): "field out of place (\(name)): expected in the stanza `Defaults: yes`"
        case .onlyInMirrors(let name): "field out of place (\(name)): expected in a `Mirror` stanza"
        case .onlyInRegistries(let name): "field out of place (\(name)): expected in a `Registry` stanza"
        case .repeatedMirror(let name, let first): "repeated mirror (\(name)): the first stands at \(first)"
        case .sharedRoot(let root, let other, let mirror):
            "mirrors on one root (\(mirror) and \(other)): \(root) is the other's Root, holds it or lies in it"
        case .sharedPublic(let link, let other, let mirror):
            "mirrors with one public link (\(mirror) and \(other)): both have \(link)"
        case .sharedUpstream(let upstream, let other, let mirror):
            "mirrors of one upstream (\(mirror) and \(other)): \(upstream) is the other's Upstream, holds it or lies in it"
        case .upstreamAtRoot(let upstream, let root):
            "the upstream is the Root, holds it or lies in it (\(upstream)): Root is \(root)"
        case .repeatedRegistry(let name, let first): "repeated registry (\(name)): the first stands at \(first)"
        case .unknownMirror(let name, _):
            "invalid value (Archive): expected the name of a `Mirror` stanza, or an http or https address, found `\(name)`"
        case .sharedList(let directory, let other, let registry):
            "registries with one public list (\(registry) and \(other)): \(directory) is the other's Publish, holds it or "
                + "lies in it"
        case .listInMirror(let directory, let mirror, let place, let registry):
            "the public list would lie in what a mirror publishes (registry \(registry), mirror \(mirror)): Publish is "
                + "\(directory), the mirror has \(place)"
        case .spoolInList(let spool, let list, let registry):
            "mails would be published (registry \(registry)): the spool \(spool) lies in Publish, \(list)"
        case .sharedSpool(let spool, let other, let registry):
            "registries with one spool (\(registry) and \(other)): both have \(spool)"
        }
    }

    package var hint: String? {
        switch kind {
        case .unreadable(let error) where error.number == ENOENT:
            "write it, or name another one with `--config FILE`"
        case .unreadable(let error) where error.number == EACCES:
            "run this as a user that may read it, or give it to this user"
        case .unknownField(_, let nearest?), .unknownStanza(_, let nearest?), .unknownMirror(_, let nearest?):
            "did you mean `\(nearest)`?"
        case .unknownStanza: "an empty line ends a stanza: is there one too many above?"
        case .unsupportedField: "remove the field; it would be ignored, and that could mirror other files than you mean"
        case .noMirror: "add a stanza with Mirror, Upstream, Root and Signed-By"
        case .unknownMirror: "name the mirror that this machine has of the archive, or the archive's own address"
        case .sharedUpstream: "an upstream is synced once a day by one mirror; serve both names from one Root"
        case .sharedRoot, .upstreamAtRoot: "give each mirror a Root of its own"
        case .sharedPublic: "give each mirror a public link of its own"
        case .sharedList, .listInMirror: "give each public list a directory of its own"
        case .sharedSpool, .spoolInList: "give the registry a Spool of its own, outside of what is served"
        case .missingRegistryField("Archive", _):
            "name the mirror that this machine has of the archive, or the archive's own address"
        case .missingField("Signed-By", _), .missingRegistryField("Signed-By", _):
            "name the keyring of the archive's signing keys; an archive without signatures needs `Unsigned: yes`"
        default: nil
        }
    }
}

/// All that is wrong with a configuration; never empty.
package struct ConfigurationError: Error, Sendable {
    package let problems: [ConfigurationProblem]

    package init(problems: [ConfigurationProblem]) { self.problems = problems }
}
