package dev.bellows.compile;

import dev.bellows.job.SparkJob;
import dev.bellows.job.pod.Dns;
import dev.bellows.job.pod.PodShape;
import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodDNSConfigBuilder;
import io.fabric8.kubernetes.api.model.PodDNSConfigOption;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Puts on a pod what a job's shape says and no conf of Spark can: the same for the driver pod and the executor template. */
final class PodShaping {
    private PodShaping() {}

    /** Changes a pod that nobody else holds. */
    static void apply(Pod pod, PodShape shape, SparkJob job, AttemptId attempt) {
        PodSpec spec = pod.getSpec();
        pod.getMetadata().getLabels().putAll(Placeholders.ofAll(shape.labels(), attempt));
        pod.getMetadata().getAnnotations().putAll(Placeholders.ofAll(shape.annotations(), attempt));
        Placement.apply(spec, shape, attempt);
        spec.setInitContainers(FurtherContainers.of(shape, job));
        spec.setHostAliases(shape.hostAliases().stream()
                .map(alias -> new HostAlias(alias.hostnames(), alias.ip()))
                .toList());
        shape.dns().ifPresent(dns -> apply(spec, dns));
        shape.terminationGraceSeconds()
                .ifPresent(seconds -> spec.setTerminationGracePeriodSeconds(seconds.longValue()));
    }

    /** A pod with the role's patch laid over it, which comes last. */
    static Pod patched(Pod pod, PodShape shape) {
        return shape.patch().map(patch -> patch.applyTo(pod)).orElse(pod);
    }

    /** The Secrets with which a role's images are pulled beside those that the conf names for both roles. */
    static List<LocalObjectReference> ownPullSecrets(PodShape role) {
        return role.imagePullSecrets().stream().map(LocalObjectReference::new).toList();
    }

    private static void apply(PodSpec spec, Dns dns) {
        dns.policy().ifPresent(spec::setDnsPolicy);
        if (dns.nameservers().isEmpty()
                && dns.searches().isEmpty()
                && dns.options().isEmpty()) {
            return;
        }
        List<PodDNSConfigOption> options = new ArrayList<>();
        new TreeMap<>(dns.options())
                .forEach((name, value) -> options.add(new PodDNSConfigOption(name, value.isEmpty() ? null : value)));
        spec.setDnsConfig(new PodDNSConfigBuilder()
                .withNameservers(dns.nameservers())
                .withSearches(dns.searches())
                .withOptions(options)
                .build());
    }
}
