package dev.bellows.job.preset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellows.job.pod.SecretRef;
import java.util.Optional;

/**
 * Authentication and encryption between driver and executors: AES in GCM mode on the wire, and, if wanted, of shuffle data on disk.
 *
 * @param secret the Secret's key that both roles authenticate by; default: the driver makes one up and hands it to executors in a variable,
 *     where whoever may read pods can see it
 * @param encryptDisk whether shuffle data and spills are encrypted too
 */
public record RpcSecurity(
        Optional<SecretRef> secret,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean encryptDisk) {
    /** Authentication by a secret of which only its place is told. */
    public static RpcSecurity by(SecretRef secret) {
        return new RpcSecurity(Optional.of(secret), false);
    }

    /** Authentication by a secret that the driver makes up. */
    public static RpcSecurity generated() {
        return new RpcSecurity(Optional.empty(), false);
    }

    /** The same with shuffle data and spills encrypted on disk. */
    public RpcSecurity withDiskEncryption() {
        return new RpcSecurity(secret, true);
    }
}
