package import MirrorRegistry

/// What `registry list --json` prints; the schema is raised when a key is dropped or changes its meaning, as those of the others.
package struct ListingsDocument: Sendable, Encodable {
    package let schema = "mirrorward-listings-1"
    package var registry: String
    package var listings: [ListingSummary]

    package init(registry: String, listings: [ListingSummary]) {
        self.registry = registry
        self.listings = listings
    }
}

/// What `registry show --json` prints. It has mail addresses, and is not for the public.
package struct ListingDocument: Sendable, Encodable {
    package let schema = "mirrorward-listing-1"
    package var registry: String
    package var report: ListingReport

    package init(registry: String, report: ListingReport) {
        self.registry = registry
        self.report = report
    }
}

/// What `registry check URL --json` prints.
package struct CheckDocument: Sendable, Encodable {
    package let schema = "mirrorward-check-1"
    package var addresses: [MirrorURL]
    package var outcome: CheckOutcome
    package var report: CheckReport

    package init(addresses: [MirrorURL], report: CheckReport) {
        self.addresses = addresses
        outcome = report.outcome
        self.report = report
    }
}

/// What `registry log --json` prints.
package struct LogDocument: Sendable, Encodable {
    package let schema = "mirrorward-registry-log-1"
    package var registry: String
    package var entries: [LogRow]

    package init(registry: String, entries: [LogRow]) {
        self.registry = registry
        self.entries = entries
    }
}

/// What `registry check --all --json` prints.
package struct RegistryRunDocument: Sendable, Encodable {
    package let schema = "mirrorward-registry-run-1"
    package var run: RegistryRunReport

    package init(run: RegistryRunReport) { self.run = run }
}
