using Arrea.Dataflow;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Telemetry;
using Arrea.Example.Service;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

// The engine: section Arrea:Engine of the settings, then ARREA_… of the environment. It stops with the host, and interrupts what runs.
builder.Services.AddArrea();
builder.Services.AddHealthChecks().AddArrea();

builder.Services.AddOptions<ImportOptions>().BindConfiguration("Import").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton<HttpClient>();
builder.Services.AddSingleton<Importer>();

// Spans and metrics go to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names, if it names one. The requests' own spans
// come first: where nobody listens to those, the spans inside of them are not sampled.
var exports = Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is not null;
using var traces = exports ? Sdk.CreateTracerProviderBuilder().AddSource("Microsoft.AspNetCore", EngineTelemetry.ActivitySourceName).AddOtlpExporter().Build() : null;
using var metrics = exports ? Sdk.CreateMeterProviderBuilder().AddMeter(EngineTelemetry.MeterName).AddOtlpExporter().Build() : null;

var app = builder.Build();

app.MapPost("/imports", (Uri?[] documents, Importer importer) =>
{
    if (documents.Length == 0 || Array.Exists(documents, static document => document is not { IsAbsoluteUri: true, Scheme: "http" or "https" }))
    {
        return Results.BadRequest("Give a list of absolute http or https addresses, at least one.");
    }

    try
    {
        var batch = importer.Start(documents!);
        return Results.Accepted($"/imports/{batch.Id}", new { batch.Id });
    }
    catch (BatchRefusedException refused)
    {
        return Results.BadRequest(refused.Message);
    }
});

app.MapGet("/imports/{id}", (string id, Importer importer, ArreaEngine engine) =>
    importer.Find(id) is { } ended ? Results.Ok(ended)
    : engine.Leader.GetState().Batches.FirstOrDefault(batch => batch.Id == id) is { } running ? Results.Ok(running.Counts)
    : Results.NotFound());

app.MapGet("/stats", (ArreaEngine engine) => engine.Monitor.Snapshot());
app.MapHealthChecks("/health");

try
{
    await app.RunAsync();
    return 0;
}
catch (OptionsValidationException wrong)
{
    await Console.Error.WriteLineAsync(string.Join('\n', wrong.Failures));
    return 1;
}
