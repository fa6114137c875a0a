package dev.bellows.check;

import dev.bellows.job.ConnectServer;
import dev.bellows.job.ServiceShuffle;
import dev.bellows.job.SparkJob;
import dev.bellows.job.SparkVersion;
import dev.bellows.job.pod.SecretRef;
import dev.bellows.job.preset.EventLog;
import dev.bellows.job.preset.NetworkRules;
import dev.bellows.job.preset.ObjectStorage;
import dev.bellows.job.preset.RpcSecurity;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks ready-made settings. */
final class PresetChecks {
    private static final Pattern URI = Pattern.compile("[a-z][a-z0-9+.-]*:[^\\s\\p{Cntrl}]+");
    private static final Pattern URL = Pattern.compile("(https?://)?[-a-zA-Z0-9.:]+/?");
    private static final Pattern REGION = Pattern.compile("[-a-z0-9]{1,40}");
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{1,6})m|[1-9]\\d{0,3}g");
    private static final Pattern RANGE = Pattern.compile("[0-9a-fA-F:.]{2,45}/\\d{1,3}");
    private static final String COMMIT_VERSION = "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version";

    private final SparkJob job;
    private final Findings findings;

    private PresetChecks(SparkJob job, Findings findings) {
        this.job = job;
        this.findings = findings;
    }

    static void check(SparkJob job, Findings findings) {
        PresetChecks checks = new PresetChecks(job, findings);
        Set<Class<?>> kinds = new HashSet<>();
        for (ObjectStorage storage : job.presets().storage()) {
            checks.check(storage, kinds.add(storage.getClass()));
        }
        job.presets().eventLog().ifPresent(checks::check);
        job.presets()
                .rpcSecurity()
                .flatMap(RpcSecurity::secret)
                .ifPresent(secret -> checks.check("rpcSecurity", secret));
        job.presets().network().ifPresent(checks::check);
        checks.checkConf(job.conf());
    }

    private void check(ObjectStorage storage, boolean first) {
        String field = "presets.storage";
        if (!first) {
            findings.report(PresetProblem.STORAGE_TWICE, field, "a second one", "one store of a kind");
        }
        if (storage instanceof ObjectStorage.S3a s3) {
            boolean valid =
                    s3.endpoint().filter(url -> !URL.matcher(url).matches()).isEmpty()
                            && s3.region()
                                    .filter(name -> !REGION.matcher(name).matches())
                                    .isEmpty()
                            && s3.stagingFolder()
                                    .filter(folder -> !URI.matcher(folder).matches())
                                    .isEmpty()
                            && s3.accessKey().isPresent() == s3.secretKey().isPresent();
            require(valid, field, "a URL, a region, the URI of a folder, and either both keys or none");
            s3.accessKey().ifPresent(secret -> check("storage", secret));
            s3.secretKey().ifPresent(secret -> check("storage", secret));
        } else if (job.sparkVersion() == SparkVersion.V3_5) {
            findings.report(PresetProblem.STORAGE_LINE, field, "Spark 3.5", "Spark 4.0 or later");
        } else if (storage instanceof ObjectStorage.Gcs gcs) {
            gcs.keyFile().ifPresent(secret -> check("storage", secret));
        } else if (storage instanceof ObjectStorage.Abfs abfs) {
            require(ACCOUNT.matcher(abfs.account()).matches(), field, "an account of 3 to 24 letters and digits");
            abfs.accountKey().ifPresent(secret -> check("storage", secret));
        }
    }

    private void require(boolean valid, String field, String expected) {
        if (!valid) {
            findings.report(PresetProblem.STORAGE_INVALID, field, "something else", expected);
        }
    }

    private void check(EventLog log) {
        checkSecret("presets.eventLog", log.folder(), findings);
        Optional<String> size =
                log.maxFileSize().filter(text -> !SIZE.matcher(text).matches());
        if (!URI.matcher(log.folder()).matches() || size.isPresent()) {
            findings.report(
                    PresetProblem.EVENT_LOG_INVALID,
                    "presets.eventLog",
                    log.folder() + " " + size.orElse(""),
                    "a URI such as s3a://logs/events, and a size of 10m or more");
        }
    }

    /** Checks that a URI which becomes conf holds no secret. */
    static void checkSecret(String field, String uri, Findings findings) {
        if (SecretKeys.isIn(uri)) {
            findings.report(ConfProblem.CONF_SECRET, field, "(hidden)", "a URI without a password");
        }
    }

    private void check(NetworkRules rules) {
        boolean labels = areLabels(rules.uiFrom()) && areLabels(rules.connectFrom());
        boolean ranges =
                rules.egressTo().stream().allMatch(range -> RANGE.matcher(range).matches());
        if (!labels || !ranges || (!rules.limitEgress() && !rules.egressTo().isEmpty())) {
            findings.report(
                    PresetProblem.NETWORK_INVALID,
                    "presets.network",
                    rules.toString(),
                    "labels of pods, and address ranges only where connections to the outside are limited");
        }
        if (job.shuffle().orElse(null) instanceof ServiceShuffle) {
            findings.report(
                    PresetProblem.NETWORK_OF_NODES, "presets.network", "executors on their nodes' network", "pods");
        }
        if (job.presets().prometheus().isPresent() && rules.uiFrom().isEmpty()) {
            findings.report(PresetProblem.NETWORK_CLOSED, "presets.network.uiFrom", "", "the labels of Prometheus");
        }
        boolean server = job.application().orElse(null) instanceof ConnectServer;
        if (server == rules.connectFrom().isEmpty()) {
            findings.report(
                    PresetProblem.NETWORK_CLOSED,
                    "presets.network.connectFrom",
                    rules.connectFrom().toString(),
                    server ? "the labels of the server's clients" : "none: the program is no Connect server");
        }
    }

    private static boolean areLabels(Map<String, String> labels) {
        return labels.entrySet().stream()
                .allMatch(label ->
                        KubernetesNames.isKey(label.getKey()) && KubernetesNames.isLabelValue(label.getValue()));
    }

    private void check(String preset, SecretRef secret) {
        EnvSourceChecks.checkSource("presets." + preset, secret, findings);
    }

    private void checkConf(Map<String, String> conf) {
        if ("2".equals(conf.getOrDefault(COMMIT_VERSION, "").strip())) {
            findings.report(
                    PresetProblem.COMMITTER_V2,
                    "conf." + COMMIT_VERSION,
                    "2",
                    "a committer that shows either all of a job's output or none");
        }
    }
}
