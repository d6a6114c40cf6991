namespace Nodepoint.Sandbox.Wire;

/// <summary>The panel stops in the middle of a call: the client receives HTTP 200 and an HTML error page.</summary>
internal sealed class ErrorPage(string message) : Exception(message)
{
    private static readonly string Template = """
        <div class='alert alert-danger clear'>
          <div class='alert-label'><strong><tmpl_var name="error_txt"></strong></div>
          <div class='alert-content'>
            <ul style="list-style-type:none">
              <li>{0}</li>
            </ul>
          </div>
        </div>

        """.ReplaceLineEndings("\n");

    public string Html => Template.Replace("{0}", Message, StringComparison.Ordinal);
}
