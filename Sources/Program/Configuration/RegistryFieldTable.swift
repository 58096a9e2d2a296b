import MirrorRegistry

/// Fields of a registry that are read outside of the table.
let structuralRegistryFields = ["Registry", "Archive"]

private typealias RegistryRule = FieldRule<RegistryConfiguration>

/// The table of fields of a registry.
func makeRegistryFieldRules() -> [FieldRule<RegistryConfiguration>] {
    archiveRules() + publicRules() + addressRules() + programRules() + limitRules()
}

private func archiveRules() -> [RegistryRule] {
    [
        RegistryRule("Signed-By") { registry, value, directory in
            readKeyrings(value, directory) { registry.keyrings = $0 }
        },
        RegistryRule("Unsigned") { registry, value, _ in readYesNo(value) { registry.isUnsignedAllowed = $0 } },
        RegistryRule("Suites") { registry, value, _ in readNames(value, .exactSuite) { registry.suites = $0 } },
        RegistryRule("Archive-URL") { registry, value, _ in
            readMirrorURL(value, [.https, .http]) { registry.archiveURL = $0 }
        },
        RegistryRule("Mirror-From") { registry, value, _ in
            readMirrorURL(value, [.rsync]) { registry.upstreamURL = $0 }
        },
    ]
}

private func publicRules() -> [RegistryRule] {
    [
        RegistryRule("Title") { registry, value, _ in readLine(value) { registry.title = $0 } },
        RegistryRule("Publish") { registry, value, directory in
            readPath(value, directory) { registry.publishDirectory = $0 == "/" ? nil : $0 }
        },
        RegistryRule("Public-URL") { registry, value, _ in
            readMirrorURL(value, [.https, .http]) { registry.publicURL = $0.text }
        },
        RegistryRule("Policy-URL") { registry, value, _ in readWebAddress(value) { registry.policyURL = $0 } },
        RegistryRule("Contact") { registry, value, _ in readContact(value) { registry.contact = $0 } },
        RegistryRule("Client-Keyring") { registry, value, _ in
            registry.keyringPath = value
            return isPlainPath(value) ? nil : "an absolute path without blanks, as clients have it"
        },
        RegistryRule("Signing-Key") { registry, value, _ in readFingerprint(value) { registry.signingKey = $0 } },
        RegistryRule("Signing-Home") { registry, value, directory in
            readPath(value, directory) { registry.signingHome = $0 }
        },
    ]
}

private func addressRules() -> [RegistryRule] {
    [
        RegistryRule("Control") { registry, value, _ in readControls(value) { registry.controls = $0 } },
        RegistryRule("Allow-Networks") { registry, value, _ in
            readNetworks(value) { registry.allowance.networks = $0 }
        },
        RegistryRule("Allow-Ports") { registry, value, _ in
            readPorts(value) { (registry.allowance.ports, registry.allowance.allowsAnyPort) = ($0, $1) }
        },
        RegistryRule("Allow-Names") { registry, value, _ in
            readHostNames(value) { registry.allowance.names = $0 }
        },
        RegistryRule("Certificate-Authorities") { registry, value, directory in
            readPath(value, directory) { registry.certificateAuthorities = $0 }
        },
    ]
}

private func programRules() -> [RegistryRule] {
    [
        RegistryRule("Proof") { registry, value, _ in
            guard let proof = ProofDemand(rawValue: value.lowercased()) else { return "none, optional or required" }
            registry.proof = proof
            return nil
        },
        RegistryRule("Spool") { registry, value, directory in
            readPath(value, directory) { registry.spoolDirectory = $0 }
        },
        RegistryRule("Send-Mail") { registry, value, _ in
            registry.sendMail = words(value)
            let isProgram = registry.sendMail.first.map { $0.hasPrefix("/") } ?? false
            return isProgram ? nil : "the absolute path of a program and its arguments, as /usr/sbin/sendmail -t"
        },
        RegistryRule("Mail-From") { registry, value, _ in
            registry.mailFrom = value
            return isMailAddress(value) ? nil : "a mail address"
        },
        RegistryRule("Maintainers") { registry, value, _ in
            registry.maintainers = words(value)
            return registry.maintainers.isEmpty ? "names, one word each" : nil
        },
    ]
}

private func limitRules() -> [RegistryRule] {
    [
        count("Bad-Days", 1...30, \.badDays), count("Good-Days", 1...30, \.goodDays),
        duration("Stale-After", 3600...(90 * 86_400), \.staleAfter),
        RegistryRule("Largest-Shrink") { registry, value, _ in
            readPercent(value, 0...100) { registry.limits.largestShrink = $0 }
        },
        count("Submissions-A-Day", 1...1000, \.submissionsPerDay), count("Connections", 1...256, \.connections),
        // A mirror is asked for 40 files at most; an index is asked for by its name and by its hash.
        count("Index-Samples", 0...8, \.indexSamples), count("Pool-Samples", 0...16, \.poolSamples),
        count("Pool-Reads", 0...16, \.poolReads), count("Certificate-Days", 0...90, \.certificateDays),
        count("Retries", 0...10, \.retries), duration("Retry-Pause", 0...(6 * 3600), \.retryPause),
        count("Mails-A-Day", 0...10_000, \.mailsPerDay),
    ]
}

private func count(
    _ name: String, _ range: ClosedRange<Int>, _ path: WritableKeyPath<RegistryLimits, Int>
) -> RegistryRule {
    RegistryRule(name) { registry, value, _ in readInteger(value, range) { registry.limits[keyPath: path] = $0 } }
}

private func duration(
    _ name: String, _ range: ClosedRange<Int64>, _ path: WritableKeyPath<RegistryLimits, Int64>
) -> RegistryRule {
    RegistryRule(name) { registry, value, _ in readDuration(value, range) { registry.limits[keyPath: path] = $0 } }
}
