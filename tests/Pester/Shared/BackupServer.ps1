<#
Dot-sourced by specs: New-BackupServer starts a proxy in front of a panel that plays its server: what a call asked to remove is not in the lists
of backups any more.
#>
. (Join-Path $PSScriptRoot PanelProxy.ps1)
if (-not ('Nodepoint.Specs.Backups.BackupServer' -as [type])) {
    # Beside the proxies of other specs in one process.
    Add-Type -TypeDefinition (($panelProxySource -replace 'namespace Nodepoint.Specs', 'namespace Nodepoint.Specs.Backups') + @'
namespace Nodepoint.Specs.Backups
{
    public sealed class BackupServer : PanelProxy
    {
        private readonly System.Collections.Concurrent.ConcurrentBag<string> _removed = new System.Collections.Concurrent.ConcurrentBag<string>();

        public BackupServer(Uri panel) : base(panel)
        {
        }

        protected override Task<Func<bool>> BeginAsync(string function) => Task.FromResult<Func<bool>>(() => true);

        protected override void Read(string function, string body)
        {
            var id = Regex.Match(body, "\"primary_id\":\"?(\\d+)");
            if (Regex.IsMatch(function, "_backup$") && body.Contains("backup_delete") && id.Success) _removed.Add(id.Groups[1].Value);
        }

        protected override Task WriteAsync(string function, HttpListenerResponse response, byte[] body)
        {
            if (!Regex.IsMatch(function, "_backup_list$")) return base.WriteAsync(function, response, body);
            var text = System.Text.Encoding.UTF8.GetString(body);
            foreach (var id in _removed) text = Regex.Replace(text, "\\{[^{}]*\"backup_id\":\\s*\"?" + id + "\"?,[^{}]*\\},?", "");
            return base.WriteAsync(function, response, System.Text.Encoding.UTF8.GetBytes(Regex.Replace(text, ",\\s*\\]", "]")));
        }
    }
}
'@)
}

function New-BackupServer([uri] $Panel) { [Nodepoint.Specs.Backups.BackupServer]::new($Panel) }
