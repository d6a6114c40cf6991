using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nodepoint.Tests.Panel;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

/// <summary>Sets and reads the faults and the counts of a running sandbox.</summary>
internal static class Faults
{
    /// <summary>Sets faults, which must be accepted, and returns the sandbox's response.</summary>
    public static async Task<JsonNode> SetFaultsAsync(this RunningSandbox sandbox, object faults)
    {
        var (status, answer) = await sandbox.OrderFaultsAsync(JsonSerializer.Serialize(faults));
        Assert.Equal(HttpStatusCode.OK, status);
        return answer;
    }

    public static async Task<(HttpStatusCode Status, JsonNode Answer)> OrderFaultsAsync(this RunningSandbox sandbox, string body)
    {
        using var content = new StringContent(body);
        using var response = await sandbox.Http.PostAsync(new Uri(sandbox.Address, "/sandbox/faults"), content);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    public static async Task<JsonNode> FaultsAsync(this RunningSandbox sandbox) =>
        JsonNode.Parse(await sandbox.Http.GetStringAsync(new Uri(sandbox.Address, "/sandbox/faults")))!;

    public static async Task<JsonNode> StatsAsync(this RunningSandbox sandbox) =>
        JsonNode.Parse(await sandbox.Http.GetStringAsync(new Uri(sandbox.Address, "/sandbox/stats")))!;
}
