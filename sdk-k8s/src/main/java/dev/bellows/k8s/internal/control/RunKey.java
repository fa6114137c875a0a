package dev.bellows.k8s.internal.control;

import dev.bellows.compile.DriverControl;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import dev.bellows.run.RunId;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** The key of a run: only who knows it may give its drivers orders. It stands in a Secret and nowhere else. */
public final class RunKey {
    private static final int BYTES = 32;

    private RunKey() {}

    /** A Secret with a new key, for the run of a record. */
    public static Secret secret(ObjectMeta record, RandomGenerator random) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        byte[] text = HexFormat.of().formatHex(key).getBytes(StandardCharsets.US_ASCII);
        return new SecretBuilder()
                .withNewMetadata()
                .withName(DriverControl.secretName(record.getName()))
                .withNamespace(record.getNamespace())
                .withLabels(record.getLabels())
                .endMetadata()
                .withType("Opaque")
                .withImmutable(true)
                .withData(Map.of(DriverControl.SECRET_KEY, Base64.getEncoder().encodeToString(text)))
                .build();
    }

    /** The key as it stands. */
    static CompletableFuture<String> read(ClusterPort cluster, RunId run) {
        return cluster.get(ObjectKind.SECRETS, run.namespace(), DriverControl.secretName(run.runName()))
                .thenApply(secret -> new String(
                        Base64.getDecoder().decode(secret.getData().getOrDefault(DriverControl.SECRET_KEY, "")),
                        StandardCharsets.US_ASCII));
    }
}
