import MirrorRegistry
import Posix
import Publishing
import Timekeeping

/// Writes the generation where nobody sees it, gives it its name, and lets the public link lead to it.
func write(
    _ files: [PublicFile], as publication: ListPublication, at now: Instant, _ effects: FileEffects
) throws(ListPublicationError) -> GenerationName {
    let root = publication.root
    return try ListPublicationError.ofPublishing { () throws(PublishingError) in
        let name = try Generations(of: root).nextName(at: now)
        // Among the generations, so that it is renamed within one directory, and under a name that is no generation's.
        let unfinished = "\(root.generations)/.writing"
        do throws(SystemCallError) { try removeTree(unfinished) } catch { throw .systemCall(error) }
        try effects.perform(.createDirectory(unfinished))
        try write(files, into: unfinished, effects)
        try root.syncFileSystem(effects)
        try effects.perform(.rename(unfinished, to: root.path(of: name)))
        try effects.perform(.syncDirectory(root.generations))
        try root.setPublic(name, effects)
        return name
    }
}

private func write(
    _ files: [PublicFile], into directory: String, _ effects: FileEffects
) throws(PublishingError) {
    for folder in Set(files.map { splitPath($0.path).directory }).subtracting(["."]).sorted() {
        try effects.perform(.createDirectory("\(directory)/\(folder)"))
    }
    for file in files { try effects.perform(.createFile("\(directory)/\(file.path)", with: file.bytes)) }
}
