package dev.bellows.check;

import dev.bellows.compile.PodConf;
import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.HostAlias;
import dev.bellows.job.pod.PodShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the shapes of pods: what is common, what each role adds, and what comes of both together. */
final class PodChecks {
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Set<String> DNS_POLICIES =
            Set.of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
    private static final int DNS_SERVERS = 3;

    private final String field;
    private final PodShape shape;
    private final Findings findings;

    private PodChecks(String field, PodShape shape, Findings findings) {
        this.field = field;
        this.shape = shape;
        this.findings = findings;
    }

    static void check(SparkJob job, Findings findings) {
        PodShape nothing = PodShape.builder().build();
        if (job.pod().equals(nothing)
                && job.driver().pod().equals(nothing)
                && job.executors().pod().equals(nothing)
                && job.presets().storage().isEmpty()
                && job.presets().rpcSecurity().isEmpty()) {
            return;
        }
        new PodChecks("pod", job.pod(), findings).check();
        new PodChecks("driver.pod", job.driver().pod(), findings).check();
        new PodChecks("executors.pod", job.executors().pod(), findings).check();
        PodRole driver = PodRole.ofDriver(job);
        PodRole executors = PodRole.ofExecutors(job);
        for (PodRole role : new PodRole[] {driver, executors}) {
            VolumeChecks.check(role, job, findings);
            EnvSourceChecks.check(role, findings);
            ContainerChecks.check(role, findings);
            SecurityChecks.check(role, findings);
            PatchChecks.check(role, findings);
        }
        PlacementChecks.checkDriver(driver, findings);
        checkConf(job, findings);
    }

    private void check() {
        shape.labels().forEach((key, value) -> MetadataChecks.checkLabel(field + ".labels", key, value, findings));
        shape.annotations()
                .forEach((key, value) -> MetadataChecks.checkAnnotation(field + ".annotations", key, value, findings));
        PlacementChecks.check(field, shape, findings);
        checkName("priorityClass", shape.priorityClass());
        checkName("schedulerName", shape.schedulerName());
        checkName("runtimeClass", shape.runtimeClass());
        checkName("serviceAccount", shape.serviceAccount());
        for (int i = 0; i < shape.imagePullSecrets().size(); i++) {
            checkName(
                    "imagePullSecrets[" + i + "]",
                    Optional.of(shape.imagePullSecrets().get(i)));
        }
        checkHosts();
        checkDns();
        shape.terminationGraceSeconds()
                .filter(seconds -> seconds < 0)
                .ifPresent(seconds -> findings.report(
                        PodProblem.GRACE_INVALID,
                        field + ".terminationGraceSeconds",
                        seconds.toString(),
                        ">= 0 seconds",
                        "Correct it with terminationGraceSeconds(...)."));
    }

    private void checkName(String name, Optional<String> value) {
        value.filter(text -> !KubernetesNames.isSubdomain(text))
                .ifPresent(text -> findings.report(
                        VolumeProblem.OBJECT_NAME_INVALID,
                        field + "." + name,
                        text,
                        KubernetesNames.SUBDOMAIN_RULE,
                        "Correct the name."));
    }

    private void checkHosts() {
        for (int i = 0; i < shape.hostAliases().size(); i++) {
            HostAlias alias = shape.hostAliases().get(i);
            boolean valid = ADDRESS.matcher(alias.ip()).matches()
                    && !alias.hostnames().isEmpty()
                    && alias.hostnames().stream().allMatch(KubernetesNames::isSubdomain);
            if (!valid) {
                findings.report(
                        PodProblem.HOST_ALIAS_INVALID,
                        field + ".hostAliases[" + i + "]",
                        alias.ip() + " " + String.join(" ", alias.hostnames()),
                        "an IP address and at least one host name",
                        "Correct it with hostAlias(ip, names).");
            }
        }
    }

    private void checkDns() {
        shape.dns().ifPresent(dns -> {
            List<String> wrong = new ArrayList<>();
            dns.policy().filter(policy -> !DNS_POLICIES.contains(policy)).ifPresent(wrong::add);
            dns.nameservers().stream()
                    .filter(server -> !ADDRESS.matcher(server).matches())
                    .forEach(wrong::add);
            dns.searches().stream()
                    .filter(domain -> !KubernetesNames.isSubdomain(domain))
                    .forEach(wrong::add);
            if (dns.nameservers().size() > DNS_SERVERS) {
                wrong.add(dns.nameservers().size() + " name servers");
            }
            if (dns.policy().filter("None"::equals).isPresent()
                    && dns.nameservers().isEmpty()) {
                wrong.add("None without name server");
            }
            if (!wrong.isEmpty()) {
                findings.report(
                        PodProblem.DNS_INVALID,
                        field + ".dns",
                        String.join(", ", wrong),
                        "a policy of Kubernetes, at most three addresses of name servers, search domains",
                        "Correct it with dns(...).");
            }
        });
    }

    private static void checkConf(SparkJob job, Findings findings) {
        for (String key : PodConf.of(job).keySet()) {
            if (job.conf().containsKey(key)) {
                findings.report(
                        ConfProblem.CONF_FIGHTS_FIELD,
                        "conf." + key,
                        "a value beside that of the pod's shape",
                        "no such key: a typed setting has its meaning",
                        "Remove one of the two.");
            }
        }
    }
}
