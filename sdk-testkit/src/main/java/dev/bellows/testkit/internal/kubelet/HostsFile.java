package dev.bellows.testkit.internal.kubelet;

import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The names that the processes of one namespace resolve, in the format of {@code /etc/hosts}: the machine itself, and each
 * headless Service with the running pods that it selects.
 */
final class HostsFile {
    private static final String LOOPBACK = "127.0.0.1";

    private HostsFile() {}

    /** A running pod as Services and other pods see it. */
    record RunningPod(String hostname, String ip, Map<String, String> labels) {}

    static String of(String machine, Collection<Service> services, Collection<RunningPod> pods) {
        List<String> lines = new ArrayList<>();
        lines.add(LOOPBACK + " localhost");
        lines.add(LOOPBACK + " " + machine);
        for (Service service : services) {
            pods.stream()
                    .filter(pod -> selects(service, pod))
                    .forEach(pod -> lines.add(pod.ip() + " " + names(service)));
        }
        pods.forEach(pod -> lines.add(pod.ip() + " " + pod.hostname()));
        return String.join("\n", lines) + "\n";
    }

    private static boolean selects(Service service, RunningPod pod) {
        Map<String, String> selector = service.getSpec().getSelector();
        return "None".equals(service.getSpec().getClusterIP())
                && selector != null
                && !selector.isEmpty()
                && pod.labels().entrySet().containsAll(selector.entrySet());
    }

    private static String names(Service service) {
        String name = service.getMetadata().getName();
        String full = name + "." + service.getMetadata().getNamespace();
        return String.join(" ", full + ".svc", full + ".svc.cluster.local", full, name);
    }
}
