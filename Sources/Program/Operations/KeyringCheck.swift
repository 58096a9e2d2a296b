import Configuration
import Posix
import Reporting
import Timekeeping
import Validation

extension Program {
    /// Which keys each keyring holds and until when they are good; a key that ends within 60 days is a warning.
    func checkKeyrings(_ mirror: MirrorConfiguration, _ check: inout ConfigurationCheck) {
        if mirror.keyrings.isEmpty {
            check.warnings.append(
                Message("\(mirror.place): the archive is mirrored without any check of signatures (\(mirror.name))"))
        }
        checkKeyrings(mirror.keyrings, of: mirror.name, mirror.place, &check)
    }

    func checkKeyrings(
        _ paths: [String], of name: String, _ place: SourceLine, _ check: inout ConfigurationCheck
    ) {
        for path in paths {
            do throws(ValidationError) {
                let keys = try publicKeys(inKeyring: path)
                check.lines.append("  keyring   \(path): \(counted(keys.count, "key"))")
                if keys.isEmpty {
                    check.problems.append(
                        Message("\(place): the keyring holds no key that gpgv could use (\(path))"))
                }
                for key in keys { checkKey(key, path, place, &check) }
            } catch {
                let failure = Failure(error, keyring: path, mirror: name)
                check.problems += failure.reports.map { Message("\(place): \($0.text)", hint: $0.hint) }
            }
        }
    }

    private func checkKey(
        _ key: PublicKey, _ path: String, _ place: SourceLine, _ check: inout ConfigurationCheck
    ) {
        let now = machine.clock.now()
        let end = key.expires.map { "until \($0.iso8601)" } ?? "never expires"
        let who = key.userID.isEmpty ? "no user id" : key.userID
        check.lines.append("    \(key.fingerprint) \(who), \(end)")
        guard let expires = key.expires, expires < now.adding(seconds: 60 * 86_400) else { return }
        let when =
            expires < now
            ? "expired \(humanDuration(now.seconds(since: expires))) ago"
            : "expires in \(humanDuration(expires.seconds(since: now)))"
        check.warnings.append(
            Message(
                "\(place): a key \(when) (\(key.fingerprint) in \(path))", hint: "get the archive's new keyring")
        )
    }
}
