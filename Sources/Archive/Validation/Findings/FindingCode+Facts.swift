extension FindingCode {
    /// All that is known of a code; each code stands in one of the tables below `Codes/`.
    package struct Facts: Sendable, Hashable {
        /// The most that a finding of this code weighs; it may weigh less where apt gets by, or a suite is archived.
        package let worstSeverity: Severity
        /// What an affected share of the archive is counted in; nil for what belongs to none of these.
        package let subject: Subject?
        /// What is the matter.
        package let meaning: String
        /// What somebody who runs apt against the archive sees of it; `nothing` where that is all.
        package let clientsSee: String
        /// What the operator is to do.
        package let hint: String

        init(_ worst: Severity, of subject: Subject?, meaning: String, clientsSee: String, hint: String) {
            worstSeverity = worst
            self.subject = subject
            self.meaning = meaning
            self.clientsSee = clientsSee
            self.hint = hint
        }

        private static let tables: [[FindingCode: Facts]] = [
            ofArchive, ofSignatures, ofRelease, ofParts, ofIndexes, ofSideFiles, ofPackages, ofPool, ofTree, ofWaivers,
        ]

        // This trap and the one of `facts` are for our own mistakes: no input decides what the tables hold, and a test asks for each
        // code.
        static let table = tables.reduce(into: [FindingCode: Facts]()) { all, table in
            all.merge(table) { _, _ in preconditionFailure("a code stands in two tables") }
        }
    }

    /// What an affected share of the archive is counted in.
    package enum Subject: String, Sendable, Hashable {
        case poolFiles = "pool files"
        case records = "packages"
        case indexes
        case suites
    }

    /// All that is known of it.
    package var facts: Facts {
        guard let facts = Facts.table[self] else { preconditionFailure("no table holds \(rawValue)") }
        return facts
    }

    /// The most that a finding of this code weighs.
    package var worstSeverity: Severity { facts.worstSeverity }

    /// What is the matter.
    package var meaning: String { facts.meaning }

    /// What somebody who runs apt against the archive sees of it.
    package var clientsSee: String { facts.clientsSee }

    /// What the operator is to do.
    package var hint: String { facts.hint }
}
