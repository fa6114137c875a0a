package dev.bellows.k8s;

import dev.bellows.k8s.port.FileUploader;
import dev.bellows.run.Admission;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.immutables.value.Value;

/** What {@link ConnectOptions} say. */
@Value.Immutable
@Value.Style(visibility = Value.Style.ImplementationVisibility.PACKAGE, jdkOnly = true)
abstract class ConnectChoices {
    abstract Optional<String> url();

    abstract Optional<String> token();

    abstract Optional<String> caCertificate();

    abstract Optional<String> kubeconfig();

    abstract Optional<String> namespace();

    @Value.Default
    String client() {
        return "default";
    }

    abstract Optional<Executor> callbacks();

    abstract Optional<FileUploader> uploader();

    @Value.Default
    Platform platform() {
        return Platform.open();
    }

    @Value.Default
    Admission admission() {
        return Admission.open();
    }

    /** Without credentials, also where they do not belong. */
    @Override
    public String toString() {
        String address =
                url().orElse("ambient").replaceAll("//.*@", "//[redacted]@").replaceAll("[?#].*", "");
        return "ConnectOptions{url=" + address + ", token="
                + (token().isPresent() ? "[redacted]" : "ambient") + ", namespace="
                + namespace().orElse("ambient") + ", client=" + client() + "}";
    }
}
