package dev.bellows.compile;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ports of a driver by name, the same on its pod and its Service. */
final class DriverPorts {
    static final String CONNECT = "spark-connect";

    private DriverPorts() {}

    static Map<String, Integer> of(SparkLine line, Map<String, String> conf) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("driver-rpc-port", port(conf, JobConf.DRIVER_PORT, JobConf.DEFAULT_DRIVER_PORT));
        ports.put("blockmanager", port(conf, JobConf.BLOCK_MANAGER_PORT, JobConf.DEFAULT_BLOCK_MANAGER_PORT));
        ports.put("spark-ui", port(conf, "spark.ui.port", "4040"));
        if (line.connectPort()) {
            ports.put(CONNECT, connect(conf));
        }
        if (conf.containsKey(DriverControl.PORT)) {
            ports.put(DriverControl.PORT_NAME, port(conf, DriverControl.PORT, ""));
        }
        return ports;
    }

    /** The port that a Connect server listens at, declared or not. */
    static int connect(Map<String, String> conf) {
        return port(conf, "spark.connect.grpc.binding.port", "15002");
    }

    private static int port(Map<String, String> conf, String key, String byDefault) {
        return Integer.parseInt(conf.getOrDefault(key, byDefault));
    }
}
