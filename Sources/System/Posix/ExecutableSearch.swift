import Glibc

/// Where `name` lies: itself when it holds a slash, else the first executable file of that name in `searchPath`.
///
/// - Parameter searchPath: directories separated by colons; relative ones are left out.
/// - Returns: nil where there is none that this user may execute.
package func findExecutable(_ name: String, searchPath: String) -> String? {
    if name.contains("/") { return isExecutable(name) ? name : nil }
    guard !name.isEmpty else { return nil }
    return searchPath.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }.first(
        where: isExecutable)
}

private func isExecutable(_ path: String) -> Bool {
    guard let status = try? fileStatus(path), status.kind == .regular else { return false }
    return access(path, X_OK) == 0
}
