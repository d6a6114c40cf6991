using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nodepoint.Tests.Sandbox;

/// <summary>One call of the remote API.</summary>
internal static class Call
{
    public static async Task<JsonNode> Async(HttpClient http, Uri address, string function, object parameters)
    {
        using var body = new StringContent(JsonSerializer.Serialize(parameters));
        using var response = await http.PostAsync(new Uri(address, "/remote/json.php?" + function), body);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
