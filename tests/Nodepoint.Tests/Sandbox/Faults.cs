using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nodepoint.Tests.Panel;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

/// <summary>The faults of a running sandbox, and its counts.</summary>
internal static class Faults
{
    /// <summary>Orders faults and gives the sandbox's answer; they have to be taken.</summary>
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
