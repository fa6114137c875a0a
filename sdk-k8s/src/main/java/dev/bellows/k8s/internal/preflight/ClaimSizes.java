package dev.bellows.k8s.internal.preflight;

import dev.bellows.compile.CompiledJob;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large the claims are that are made for a job: the driver's with it, the executors' by Spark. Pure. */
final class ClaimSizes {
    private static final Pattern OF_EXECUTORS = Pattern.compile(
            "spark\\.kubernetes\\.executor\\.volumes\\.persistentVolumeClaim\\.(.+)\\.options\\.sizeLimit");

    private ClaimSizes() {}

    static Map<String, Quantity> of(CompiledJob job) {
        Map<String, Quantity> sizes = new TreeMap<>();
        job.extras().forEach(extra -> {
            if (extra instanceof PersistentVolumeClaim claim) {
                Quantity size = LimitRangeCheck.orEmpty(
                                claim.getSpec().getResources().getRequests())
                        .get("storage");
                if (size != null) {
                    sizes.put("driver.pod.volumes", size);
                }
            }
        });
        job.conf().forEach((key, value) -> {
            Matcher claim = OF_EXECUTORS.matcher(key);
            if (claim.matches()) {
                sizes.put("executors.pod.volumes[" + claim.group(1) + "]", new Quantity(value));
            }
        });
        return sizes;
    }
}
