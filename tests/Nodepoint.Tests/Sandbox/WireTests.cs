using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

/// <summary>How PHP changes a request before the panel reads it.</summary>
public sealed class WireTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    [Theory]
    [InlineData("?a.b c", "a_b_c")]
    [InlineData("?a[b]c", "a")]
    [InlineData("?a[b.c", "a_b_c")]
    [InlineData("?a%00b", "a")]
    [InlineData("?=x&&a=1", "a")]
    public async Task The_function_is_the_first_variable_of_the_query(string query, string name) =>
        Assert.Contains($"Method {name} does not exist", await SendAsync(query, "{}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("text/plain", "The JSON data sent to the api is invalid")]
    [InlineData("application/x-www-form-urlencoded", "Internal Error: var override attempt detected")]
    public async Task A_form_must_not_name_the_panels_own_variables(string type, string answer) =>
        Assert.Contains(answer, await SendAsync("?server_get_all", "a=1&s=2", type), StringComparison.Ordinal);

    [Theory]
    [InlineData(511, "does not exist")]
    [InlineData(512, "is invalid")]
    public async Task A_body_has_511_levels_at_most(int levels, string answer) =>
        Assert.Contains(answer, await SendAsync("?x", new string('[', levels) + new string(']', levels)), StringComparison.Ordinal);

    [Fact]
    public async Task The_error_page_repeats_a_name_as_it_was_given()
    {
        await sandbox.ResetAsync();
        var session = await sandbox.LoginAsync();
        Assert.Contains(
            "<li>Invalid table name a\r\nb</li>\n",
            await SendAsync("?update_record_permissions", $$"""{"session_id":"{{session}}","tablename":"a\r\nb"}"""), StringComparison.Ordinal);
    }

    private async Task<string> SendAsync(string query, string body, string type = "application/json")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var response = await sandbox.Http.PostAsync(new Uri(sandbox.Address, "/remote/json.php" + query), content);
        return await response.Content.ReadAsStringAsync();
    }
}
