import Posix

/// What a walk over a whole tree saw of Release files and symlinks.
struct SurveyedReleases {
    /// Paths of files and symlinks with the name InRelease or Release.
    let releaseFiles: [String]
    let symbolicLinks: [String]

    private init(releaseFiles: [String], symbolicLinks: [String]) {
        self.releaseFiles = releaseFiles
        self.symbolicLinks = symbolicLinks
    }

    init(_ survey: TreeSurvey) {
        releaseFiles = survey.releaseFiles
        symbolicLinks = survey.symbolicLinks
    }

    /// Of the tree at `path`, with which `survey` compared another, or which it is of; otherwise it is walked now.
    ///
    /// - Throws: `SystemCallError` from reading the directories.
    init(of path: String, comparedBy survey: TreeSurvey, of surveyed: String) throws(SystemCallError) {
        if path == surveyed {
            self = SurveyedReleases(survey)
        } else if let releaseFiles = survey.otherReleaseFiles {
            self = SurveyedReleases(releaseFiles: releaseFiles, symbolicLinks: survey.otherSymbolicLinks)
        } else {
            self = SurveyedReleases(try TreeSurvey(of: path))
        }
    }
}
