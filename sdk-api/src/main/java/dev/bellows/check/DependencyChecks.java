package dev.bellows.check;

import dev.bellows.job.Application;
import dev.bellows.job.Archive;
import dev.bellows.job.Dependencies;
import dev.bellows.job.FileReference;
import dev.bellows.job.JarApplication;
import dev.bellows.job.LocalFile;
import dev.bellows.job.PythonApplication;
import dev.bellows.job.RApplication;
import dev.bellows.job.SparkJob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the files and packages beside the program. */
final class DependencyChecks {
    private static final Pattern PACKAGE = Pattern.compile("[^\\s:,/]+:[^\\s:,/]+:[^\\s:,/]+");
    private static final Pattern EXCLUDE = Pattern.compile("[^\\s:,/]+:[^\\s:,/]+");
    private static final Pattern REPOSITORY = Pattern.compile("(https?|file|s3a?|gs)://?[^\\s,]+");
    private static final Pattern PASSWORD = Pattern.compile("[a-z0-9]+://[^/@]*:[^/@]*@.*");
    private static final Set<String> PY_SUFFIXES = Set.of(".py", ".zip", ".egg");

    private final SparkJob job;
    private final Findings findings;
    private final Map<String, LocalFile> names = new HashMap<>();

    private DependencyChecks(SparkJob job, Findings findings) {
        this.job = job;
        this.findings = findings;
    }

    static void check(SparkJob job, Findings findings) {
        DependencyChecks checks = new DependencyChecks(job, findings);
        Dependencies dependencies = job.dependencies();
        job.application().ifPresent(checks::addProgram);
        checks.checkFiles("dependencies.jars", dependencies.jars());
        checks.checkFiles("dependencies.files", dependencies.files());
        checks.checkFiles("dependencies.pyFiles", dependencies.pyFiles());
        checks.checkPyFiles(dependencies.pyFiles());
        checks.checkJarsOfR(dependencies.jars());
        checks.checkArchives(dependencies.archives());
        dependencies.pythonEnvironment().ifPresent(file -> checks.checkFile("dependencies.pythonEnvironment", file));
        checks.checkPackages(dependencies);
        checks.checkUse(dependencies);
        UploadChecks.check(job, !checks.names.isEmpty(), findings);
    }

    private void addProgram(Application application) {
        if (application instanceof JarApplication jar) {
            addName(jar.jar());
        } else if (application instanceof PythonApplication script) {
            addName(script.file());
        } else if (application instanceof RApplication script) {
            addName(script.file());
        }
    }

    private void addName(FileReference file) {
        if (file instanceof LocalFile local) {
            LocalFile first = names.putIfAbsent(local.fileName(), local);
            if (first != null && !first.equals(local)) {
                findings.report(
                        DependencyProblem.LOCAL_FILE_CLASH,
                        "dependencies",
                        first + " and " + local,
                        "local files with names of their own");
            }
        }
    }

    private void checkFiles(String field, List<FileReference> files) {
        for (int i = 0; i < files.size(); i++) {
            checkFile(field + "[" + i + "]", files.get(i));
        }
    }

    private void checkFile(String field, FileReference file) {
        String text = file.toString();
        checkSecret(field, text, findings);
        boolean folder = file instanceof LocalFile local && LocalNames.isFolder(local);
        if (text.isBlank() || folder || text.contains(",") || text.chars().anyMatch(Character::isISOControl)) {
            findings.report(DependencyProblem.DEPENDENCY_INVALID, field, text, "the URI or path of one file");
            return;
        }
        addName(file);
        if (file instanceof LocalFile local && !LocalNames.isKept(local)) {
            findings.report(DependencyProblem.LOCAL_FILE_RENAMED, field, local.fileName(), "a name that is kept");
        }
    }

    /** Checks that the URI of a file holds no secret. */
    static void checkSecret(String field, String uri, Findings findings) {
        if (SecretKeys.isIn(uri)) {
            findings.report(DependencyProblem.FILE_SECRET, field, "(hidden)", "a URI without a password");
        }
    }

    private void checkPyFiles(List<FileReference> files) {
        for (int i = 0; i < files.size(); i++) {
            String name = files.get(i).toString();
            if (PY_SUFFIXES.stream().noneMatch(name::endsWith)) {
                findings.report(
                        DependencyProblem.PY_FILE_SUFFIX,
                        "dependencies.pyFiles[" + i + "]",
                        name,
                        "a name that ends with .py, .zip or .egg");
            }
        }
    }

    private void checkJarsOfR(List<FileReference> jars) {
        for (int i = 0; i < jars.size(); i++) {
            boolean staysFile = jars.get(i) instanceof LocalFile
                    && job.dependencies().uploadTo().isEmpty();
            if (job.application().orElse(null) instanceof RApplication && !staysFile) {
                findings.report(
                        DependencyProblem.R_JAR_NOT_LOCAL,
                        "dependencies.jars[" + i + "]",
                        jars.get(i).toString(),
                        "a local file");
            }
        }
    }

    private void checkArchives(List<Archive> archives) {
        for (int i = 0; i < archives.size(); i++) {
            String field = "dependencies.archives[" + i + "]";
            checkFile(field + ".file", archives.get(i).file());
            String folder = archives.get(i).folder();
            if (!folder.matches("[^/,#\\p{Cntrl}]*") || folder.startsWith("..") || folder.equals(".")) {
                findings.report(DependencyProblem.ARCHIVE_FOLDER_INVALID, field + ".folder", folder, "a folder's name");
            }
        }
    }

    private void checkPackages(Dependencies dependencies) {
        checkTexts(PACKAGE, "packages", dependencies.packages(), DependencyProblem.PACKAGE_INVALID, "g:a:version");
        checkTexts(EXCLUDE, "excludes", dependencies.excludes(), DependencyProblem.PACKAGE_INVALID, "g:a");
        List<String> repositories = dependencies.repositories();
        for (int i = 0; i < repositories.size(); i++) {
            String field = "dependencies.repositories[" + i + "]";
            if (PASSWORD.matcher(repositories.get(i)).matches()) {
                findings.report(DependencyProblem.REPOSITORY_SECRET, field, "(hidden)", "a URI without a password");
            } else if (!REPOSITORY.matcher(repositories.get(i)).matches()) {
                findings.report(DependencyProblem.REPOSITORY_INVALID, field, repositories.get(i), "an absolute URI");
            }
        }
    }

    private void checkTexts(
            Pattern pattern, String field, List<String> texts, DependencyProblem code, String expected) {
        for (int i = 0; i < texts.size(); i++) {
            if (!pattern.matcher(texts.get(i)).matches()) {
                findings.report(code, "dependencies." + field + "[" + i + "]", texts.get(i), expected);
            }
        }
    }

    private void checkUse(Dependencies dependencies) {
        boolean python = job.application().orElse(null) instanceof PythonApplication;
        boolean resolves = !dependencies.packages().isEmpty() || job.conf().containsKey("spark.jars.packages");
        checkUsed("pyFiles", dependencies.pyFiles().isEmpty() || python, "a Python program");
        checkUsed("pythonEnvironment", dependencies.pythonEnvironment().isEmpty() || python, "a Python program");
        checkUsed("excludes", dependencies.excludes().isEmpty() || resolves, "packages to leave it out of");
        checkUsed("repositories", dependencies.repositories().isEmpty() || resolves, "packages to look for");
    }

    private void checkUsed(String field, boolean used, String user) {
        if (!used) {
            findings.report(DependencyProblem.DEPENDENCY_UNUSED, "dependencies." + field, "no use for it", user);
        }
    }
}
