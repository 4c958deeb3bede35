using Arrea.Dataflow.Councils;
using Arrea.Providers;
using Arrea.Providers.Ollama;
using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Tests.Providers;

/// <summary>Which providers there are, and where their keys and addresses come from.</summary>
[TestClass]
public sealed class ChatProvidersTests(TestContext context)
{
    [TestMethod]
    public void Known_AreFive()
        => CollectionAssert.AreEqual(new[] { "anthropic", "gemini", "ollama", "openai", "openrouter" }, ChatProviders.Known.ToList());

    [TestMethod]
    public void Create_UnknownId_NamesTheKnown()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => ChatProviders.Create("opnai"));

        Assert.Contains("'opnai'", error.Message);
        Assert.Contains("anthropic, gemini, ollama, openai, openrouter", error.Message);
        Assert.ThrowsExactly<ArgumentException>(() => ChatProviders.Create(" "));
        Assert.ThrowsExactly<ArgumentNullException>(() => ChatProviders.Create("openai", null!, static _ => null));
        Assert.ThrowsExactly<ArgumentNullException>(() => ChatProviders.Create("openai", static () => new(), null!));
    }

    [TestMethod]
    public async Task Create_UnknownIdWithAnAddress_SpeaksAsOpenAIDoesWithoutItsKey()
    {
        var dialect = Dialect.Of("openai");
        await using var server = new WireServer(WireAnswer.Json(dialect.Whole));
        var variables = new Dictionary<string, string> { ["OPENAI_API_KEY"] = Dialect.Key };
        using var client = ChatProviders.Create("mine", () => new() { BaseUrl = new(server.Address, "api/v3/") }, variables.GetValueOrDefault);

        var response = await client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken);

        Assert.AreEqual("forty-two, grüße", response.Text);
        Assert.AreEqual("/api/v3/chat/completions", server.Requests[0].Path);
        Assert.IsFalse(server.Requests[0].Headers.ContainsKey("Authorization"));
    }

    [TestMethod]
    [DataRow("openai", "OPENAI_BASE_URL", "OPENAI_API_KEY")]
    [DataRow("anthropic", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY")]
    [DataRow("gemini", "GEMINI_BASE_URL", "GEMINI_API_KEY")]
    [DataRow("ollama", "OLLAMA_HOST", null)]
    public async Task Create_Variables_AreReadForEachRequest(string id, string addressVariable, string? keyVariable)
    {
        var dialect = Dialect.Of(id);
        await using var first = new WireServer(WireAnswer.Json(dialect.Whole));
        await using var second = new WireServer(WireAnswer.Json(dialect.Whole));
        var variables = new Dictionary<string, string>();
        using var client = ChatProviders.Create(id, static () => new(), variables.GetValueOrDefault);

        foreach (var (server, key) in new[] { (first, "key-one"), (second, "key-two\n") })
        {
            variables[addressVariable] = new Uri(server.Address, dialect.Base).AbsoluteUri;
            variables[keyVariable ?? "NO_KEY"] = key;
            await client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken);
        }

        var header = dialect.KeyHeader.Split(": ")[0];
        var prefix = id == "openai" ? "Bearer " : "";
        Assert.AreEqual(keyVariable is null ? null : prefix + "key-one", first.Requests.Single().Headers.GetValueOrDefault(header));
        Assert.AreEqual(keyVariable is null ? null : prefix + "key-two", second.Requests.Single().Headers.GetValueOrDefault(header));
    }

    [TestMethod]
    public async Task Create_Settings_AreReadForEachRequestAndWinOverVariables()
    {
        var dialect = Dialect.Of("openai");
        await using var server = new WireServer(WireAnswer.Json(dialect.Whole));
        var variables = new Dictionary<string, string> { ["OPENAI_API_KEY"] = "from-variable", ["OPENAI_BASE_URL"] = "http://127.0.0.1:1/v1" };
        var settings = new ProviderSettings { BaseUrl = new(server.Address, "v1"), ApiKey = "from-settings", Headers = new Dictionary<string, string> { ["X-Title"] = "Arrea" } };
        using var client = ChatProviders.Create("openai", () => settings, variables.GetValueOrDefault);

        await client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken);
        settings = settings with { ApiKey = " ", Headers = new Dictionary<string, string> { ["authorization"] = "Token mine" } };
        await client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken);

        Assert.AreEqual("Bearer from-settings", server.Requests[0].Headers["Authorization"]);
        Assert.AreEqual("Arrea", server.Requests[0].Headers["X-Title"]);
        Assert.AreEqual("Token mine", server.Requests[1].Headers["Authorization"]);
    }

    [TestMethod]
    [DataRow("openai", "OPENAI_API_KEY")]
    [DataRow("anthropic", "ANTHROPIC_API_KEY")]
    [DataRow("gemini", "GEMINI_API_KEY")]
    [DataRow("openrouter", "OPENROUTER_API_KEY")]
    public async Task GetResponseAsync_NoKey_NamesTheVariable(string id, string variable)
    {
        using var client = ChatProviders.Create(id, static () => new(), static _ => null);

        var failure = await Assert.ThrowsExactlyAsync<CouncilModelException>(() => client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken));

        Assert.AreEqual((CouncilErrorCodes.Unauthorized, false), (failure.Code, failure.IsTransient));
        Assert.Contains(variable, failure.Message);
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task GetResponseAsync_ServerOfOnesOwnWithoutAKey_SeesNone(string id)
    {
        var dialect = Dialect.Of(id);
        await using var server = new WireServer(WireAnswer.Json(dialect.Whole));
        using var client = ChatProviders.Create(id, () => new() { BaseUrl = new(server.Address, dialect.Base) }, static _ => null);

        await client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken);

        Assert.IsEmpty(server.Requests[0].Headers.Keys.Where(static name => name.ToUpperInvariant() is "AUTHORIZATION" or "X-API-KEY" or "X-GOOG-API-KEY"));
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task GetResponseAsync_KeyThatNoHeaderTakes_IsRefusedUnseen(string id)
    {
        await using var server = new WireServer(WireAnswer.Json("{}"));
        using var client = ChatProviders.Create(id, Dialect.Of(id).SettingsOf(server) with { ApiKey = "secret\r\nX-Evil: ü" });

        var failure = await Assert.ThrowsExactlyAsync<CouncilModelException>(() => client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken));

        Assert.AreEqual(CouncilErrorCodes.Unauthorized, failure.Code);
        Assert.DoesNotContain("secret", failure.ToString());
        Assert.IsEmpty(server.Requests);
    }

    [TestMethod]
    public async Task GetResponseAsync_AddressThatIsNone_NamesTheVariableAlone()
    {
        using var client = ChatProviders.Create("openai", static () => new(), static name => name == "OPENAI_BASE_URL" ? "https://user:secret@host" : "key");

        var failure = await Assert.ThrowsExactlyAsync<CouncilModelException>(() => client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken));

        Assert.Contains("OPENAI_BASE_URL", failure.Message);
        Assert.DoesNotContain("secret", failure.ToString());
    }

    [TestMethod]
    public async Task GetResponseAsync_NoModelOrAPicture_IsAnErrorBeforeTheRequest()
    {
        await using var server = new WireServer(WireAnswer.Json("{}"));
        using var client = Dialect.Of("openai").ClientOf(server);

        await Assert.ThrowsExactlyAsync<CouncilModelException>(() => client.GetResponseAsync(Dialect.Messages(), null, context.CancellationToken));
        await Assert.ThrowsExactlyAsync<CouncilModelException>(() => client.GetResponseAsync([new(ChatRole.User, [new DataContent(new byte[] { 1 }, "image/png")])], Dialect.Options(), context.CancellationToken));

        Assert.IsEmpty(server.Requests);
    }

    [TestMethod]
    public void Settings_AreCheckedAndHideWhatIsSecret()
    {
        var settings = new ProviderSettings { BaseUrl = new("https://host/v1"), ApiKey = Dialect.Key, Headers = new Dictionary<string, string> { ["X-Secret"] = Dialect.Key } };

        Assert.AreEqual("https://host/v1", settings.ToString());
        Assert.AreEqual("", new ProviderSettings { ApiKey = Dialect.Key }.ToString());
        foreach (var address in new[] { "ftp://host", "https://user@host", "https://host?x=1", "https://host#x" })
        {
            Assert.ThrowsExactly<ArgumentException>(() => new ProviderSettings { BaseUrl = new(address) });
        }

        Assert.ThrowsExactly<ArgumentException>(() => new ProviderSettings { BaseUrl = new("v1", UriKind.Relative) });
        foreach (var (name, value) in new[] { ("X-Secret", $"{Dialect.Key}\n"), ("bad name", Dialect.Key), ("Content-Type", Dialect.Key) })
        {
            var error = Assert.ThrowsExactly<ArgumentException>(() => new ProviderSettings { Headers = new Dictionary<string, string> { [name] = value } });
            Assert.DoesNotContain(Dialect.Key, error.Message);
        }
    }

    [TestMethod]
    public void GetService_Metadata_NamesTheProvider()
    {
        using var client = ChatProviders.Create("openai", new() { ApiKey = Dialect.Key });

        var metadata = client.GetService<ChatClientMetadata>()!;

        Assert.AreEqual(("openai", "https://api.openai.com/v1"), (metadata.ProviderName, metadata.ProviderUri!.AbsoluteUri));
        Assert.AreSame(client, client.GetService<IChatClient>());
        Assert.AreEqual("openai", client.ToString());
    }

    [TestMethod]
    [DataRow("myhost", "http://myhost:11434")]
    [DataRow("0.0.0.0", "http://127.0.0.1:11434")]
    [DataRow("0.0.0.0:8080", "http://127.0.0.1:8080")]
    [DataRow(":8080", "http://127.0.0.1:8080")]
    [DataRow("[::1]", "http://[::1]:11434")]
    [DataRow("[::1]:8080", "http://[::1]:8080")]
    [DataRow("https://host/base", "https://host/base")]
    public void OllamaHost_AsPeopleWriteIt_IsAnAddress(string text, string expected) => Assert.AreEqual(expected, OllamaHost.AddressOf(text));
}
