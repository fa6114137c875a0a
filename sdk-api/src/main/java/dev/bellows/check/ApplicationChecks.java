package dev.bellows.check;

import dev.bellows.job.Application;
import dev.bellows.job.ClassApplication;
import dev.bellows.job.ConnectServer;
import dev.bellows.job.FileReference;
import dev.bellows.job.JarApplication;
import dev.bellows.job.LocalFile;
import dev.bellows.job.PythonApplication;
import dev.bellows.job.RApplication;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks the program: its file, its main class, its arguments. Arguments are never shown, as they may hold secrets. */
final class ApplicationChecks implements Application.Reader<Boolean> {
    private static final Pattern CLASS_NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
            + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");
    private static final String CONNECT_PACKAGE = "org.apache.spark:spark-connect_";

    private final SparkJob job;
    private final Findings findings;

    private ApplicationChecks(SparkJob job, Findings findings) {
        this.job = job;
        this.findings = findings;
    }

    static void check(SparkJob job, Findings findings) {
        ApplicationChecks checks = new ApplicationChecks(job, findings);
        job.application()
                .ifPresentOrElse(
                        application -> {
                            application.read(checks);
                            checks.checkArgs(application.args());
                        },
                        () -> findings.report(ApplicationProblem.APPLICATION_MISSING, "application", "", "a program"));
        job.proxyUser().ifPresent(checks::checkProxyUser);
    }

    @Override
    public Boolean jar(JarApplication application) {
        checkFile("application.jar", application.jar());
        checkMainClass(application.mainClass());
        return true;
    }

    @Override
    public Boolean python(PythonApplication application) {
        checkFile("application.file", application.file());
        checkSuffix(application.file(), ".py");
        return true;
    }

    @Override
    public Boolean r(RApplication application) {
        checkFile("application.file", application.file());
        checkSuffix(application.file(), ".R");
        return true;
    }

    @Override
    public Boolean ofClass(ClassApplication application) {
        checkMainClass(application.mainClass());
        return true;
    }

    @Override
    public Boolean connect(ConnectServer application) {
        boolean named = job.dependencies().packages().stream().anyMatch(each -> each.startsWith(CONNECT_PACKAGE))
                || !job.dependencies().jars().isEmpty()
                || job.conf().containsKey("spark.jars.packages");
        if (job.sparkVersion() == SparkVersion.V3_5 && !named) {
            findings.report(
                    ApplicationProblem.CONNECT_PACKAGE_MISSING,
                    "application",
                    "no package with the server",
                    CONNECT_PACKAGE + "2.12:" + job.sparkVersion().release() + " among the packages");
        }
        if (!application.args().isEmpty()) {
            findings.report(
                    ApplicationProblem.ARGUMENTS_IGNORED,
                    "application.args",
                    application.args().size() + " arguments",
                    "none");
        }
        return true;
    }

    private void checkFile(String field, FileReference file) {
        String text = file.toString();
        DependencyChecks.checkSecret(field, text, findings);
        if (text.isBlank()) {
            findings.report(ApplicationProblem.JAR_MISSING, field, "", "a URI or a path");
        } else if (text.chars().anyMatch(Character::isISOControl)) {
            findings.report(ApplicationProblem.JAR_INVALID, field, text, "no control characters");
        } else if (file instanceof LocalFile local && LocalNames.isFolder(local)) {
            findings.report(ApplicationProblem.LOCAL_FILE_NAME, field, text, "a path that ends with a file's name");
        } else if (text.contains(",")) {
            findings.report(ApplicationProblem.JAR_INVALID, field, text, "one file");
        }
    }

    private void checkSuffix(FileReference file, String suffix) {
        String text = file.toString();
        if (!text.isBlank() && !text.toLowerCase(Locale.ROOT).endsWith(suffix.toLowerCase(Locale.ROOT))) {
            findings.report(
                    ApplicationProblem.SCRIPT_SUFFIX, "application.file", text, "a name that ends with " + suffix);
        }
    }

    private void checkMainClass(String mainClass) {
        String field = "application.mainClass";
        if (mainClass.isEmpty()) {
            findings.report(ApplicationProblem.MAIN_CLASS_MISSING, field, "", "a class with a main method");
        } else if (!CLASS_NAME.matcher(mainClass).matches()) {
            findings.report(
                    ApplicationProblem.MAIN_CLASS_INVALID,
                    field,
                    mainClass,
                    "a fully qualified Java class name, such as com.acme.Revenue");
        }
    }

    private void checkArgs(List<String> args) {
        checkSecrets("application.args", args, findings);
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i).indexOf('\0') >= 0) {
                findings.report(
                        ApplicationProblem.ARGUMENT_INVALID,
                        "application.args[" + i + "]",
                        "a text with a NUL character",
                        "a text without it");
            }
        }
    }

    /** Checks that the arguments of a program hold no secret. */
    static void checkSecrets(String field, List<String> args, Findings findings) {
        if (SecretKeys.areIn(args)) {
            findings.report(ApplicationProblem.ARGUMENT_SECRET, field, "(hidden)", "no secret");
        }
    }

    private void checkProxyUser(String user) {
        if (user.isBlank() || user.startsWith("-") || user.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            findings.report(
                    ApplicationProblem.PROXY_USER_INVALID, "proxyUser", user, "a name without blanks, not an option");
        }
    }
}
