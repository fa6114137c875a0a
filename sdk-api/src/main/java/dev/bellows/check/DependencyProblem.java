package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;
import static dev.bellows.check.ProblemText.warning;

/** What can be wrong with the files and packages beside the program. */
enum DependencyProblem implements ProblemCode {
    ARCHIVE_FOLDER_INVALID(error(
            "dependencies.archives*.folder",
            "An archive is unpacked into one folder below the working folder.",
            "Name a folder without slashes.")),
    DEPENDENCY_INVALID(error("dependencies.*", "The text is not one file.", "Name one file an entry.")),
    DEPENDENCY_UNUSED(warning("dependencies.*", "Nothing in this job uses it.", "Remove it.")),
    FILE_SECRET(error(
            "dependencies.*",
            "Conf is stored in the cluster in clear, and with it the password or signature of this URI.",
            "Keep the file where the cluster's own credentials reach it, or build it into the image.")),
    LOCAL_FILE_CLASH(error(
            "dependencies",
            "All files of a job share one folder, where a name stands for one file.",
            "Rename one of them.")),
    LOCAL_FILE_RENAMED(warning(
            "dependencies.*",
            "Files travel under names of letters, digits, '-', '_' and '.'; any other character becomes '_'.",
            "Rename the file, so that the program finds it by its own name.")),
    PACKAGE_INVALID(error("dependencies.*", "The text is no Maven coordinate.", "Write group:artifact:version.")),
    PY_FILE_SUFFIX(error(
            "dependencies.pyFiles*",
            "Python imports modules from .py, .zip and .egg files only.",
            "Pack the modules as .zip, or ship the file with files(...).")),
    R_JAR_NOT_LOCAL(error(
            "dependencies.jars*",
            "Spark looks for R code inside the jars of an R program before it starts, and fails on any that is not a file.",
            "Ship the jar as a local file, or build it into the image's own jars folder.")),
    REPOSITORY_INVALID(
            error("dependencies.repositories*", "The text is no repository's URI.", "Write https://host/path.")),
    REPOSITORY_SECRET(error(
            "dependencies.repositories*",
            "Conf is stored in the cluster in clear, this password with it.",
            "Mirror the packages where they need no password, or build them into the image.")),
    UPLOAD_FOLDER_INVALID(error(
            "dependencies.uploadTo",
            "Files are uploaded to a folder with a URI.",
            "Write a URI such as s3a://acme/uploads.")),
    UPLOAD_PATH(error(
            "conf.spark.kubernetes.file.upload.path",
            "The job says by uploadTo(...) where its files go.",
            "Remove the key and say dependencies(d -> d.uploadTo(...))."));

    private final ProblemText text;

    DependencyProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
