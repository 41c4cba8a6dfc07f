using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Daybook.Mcp.Telemetry;

/// <summary>
/// Sends what a server does to whoever collects it, by OpenTelemetry's own protocol: a span for each request, and the figures of the store's
/// logs. It is asked for by the variables that OpenTelemetry defines, which the exporter reads itself; without them nothing is loaded.
/// Neither spans nor figures hold stored text.
/// </summary>
public sealed class OtlpExport : IDisposable
{
    private const string ServiceName = "daybook";
    private const string ProtocolSource = "Experimental.ModelContextProtocol";
    private const string StoreSources = "Daybook*";

    // Who collects may be gone; the end of a server does not wait for it. In milliseconds, as OpenTelemetry counts.
    private const int FarewellMilliseconds = 200;

    private static readonly string[] Switches =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    private readonly TracerProvider traces;
    private readonly MeterProvider metrics;

    private OtlpExport(string version)
    {
        ResourceBuilder resource = ResourceBuilder.CreateDefault().AddService(ServiceName, serviceVersion: version).AddEnvironmentVariableDetector();
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(ProtocolSource, StoreSources).AddOtlpExporter().Build();
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(ProtocolSource, StoreSources).AddOtlpExporter().Build();
    }

    /// <summary>Whether the environment asks for it.</summary>
    /// <param name="environment">The environment variables.</param>
    public static bool IsAskedFor(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment("OTEL_SDK_DISABLED") is not ("true" or "TRUE" or "True")
            && Switches.Any(name => !string.IsNullOrEmpty(environment(name)));
    }

    /// <summary>Begins to send, in the background, where the environment of the process says.</summary>
    /// <param name="version">The version of the program.</param>
    public static OtlpExport Start(string version) => new(version);

    /// <summary>Sends what is left, for as long as that takes a moment only.</summary>
    public void Dispose()
    {
        // On threads of their own: with the pool's taken by them, the exporter's connection would get one only when the time is over.
        Thread[] farewells = [new(() => traces.Shutdown(FarewellMilliseconds)), new(() => metrics.Shutdown(FarewellMilliseconds))];
        Array.ForEach(farewells, static farewell => farewell.Start());
        Array.ForEach(farewells, static farewell => farewell.Join());
        traces.Dispose();
        metrics.Dispose();
    }
}
