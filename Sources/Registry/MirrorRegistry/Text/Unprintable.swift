/// Whether a scalar is shown as nothing of its own, breaks a line, or hides, turns or drives what stands around it: controls, formats
/// (marks of direction among them), separators of lines and paragraphs, and what has no meaning that everybody shares.
package func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
    default: false
    }
}
