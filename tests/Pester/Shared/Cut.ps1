<#
Dot-sourced by specs: New-Cut starts a proxy in front of a panel that stops passing calls on at a chosen write, so that a spec can kill the
process that sends them at exactly that point. Invoke-KilledProcess does so with a script in a pwsh of its own.
#>
. (Join-Path $PSScriptRoot PanelProxy.ps1)
if (-not ('Nodepoint.Specs.Cut' -as [type])) {
    Add-Type -TypeDefinition (($panelProxySource + @'
namespace Nodepoint.Specs
{
    public sealed class Cut : PanelProxy
    {
        private static readonly Regex Writes = new Regex("_(add|update|delete|set_status)$");

        private readonly object _lock = new object();
        private TaskCompletionSource<bool> _reached = new TaskCompletionSource<bool>();
        private int _left = int.MaxValue;

        public Cut(Uri panel) : base(panel)
        {
        }

        // Ends when the chosen write was carried out by the panel, whose answer is then held.
        public Task Reached { get { lock (_lock) return _reached.Task; } }

        // Passes on this number of writes; the answer of the last one, and everything after it, is held. 0 holds the first write itself.
        public void After(int writes)
        {
            lock (_lock)
            {
                _left = writes;
                _reached = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        // Passes everything on again.
        public void Open() { lock (_lock) _left = int.MaxValue; }

        protected override Task<Func<bool>> BeginAsync(string function)
        {
            var isLast = false;
            lock (_lock)
            {
                if (_left <= 0 && Writes.IsMatch(function)) _reached.TrySetResult(true);
                if (_reached.Task.IsCompleted && _left <= 0) return Task.FromResult<Func<bool>>(null);
                if (_left != int.MaxValue && Writes.IsMatch(function)) isLast = --_left == 0;
            }

            return Task.FromResult<Func<bool>>(() =>
            {
                if (isLast) lock (_lock) _reached.TrySetResult(true);
                return !isLast;
            });
        }
    }
}
'@) -replace '\bPanelProxy\b', 'CutBase')
}

function New-Cut([uri] $Panel) { [Nodepoint.Specs.Cut]::new($Panel) }

# Starts a script in a pwsh of its own, in which the module is loaded and the panel at the proxy is connected.
function Start-CutProcess($Cut, [pscredential] $Credential, [string] $Script) {
    $module = (Resolve-Path (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1')).Path
    $pwsh = [Environment]::ProcessPath
    $program = @(if ([IO.Path]::GetFileNameWithoutExtension($pwsh) -eq 'dotnet') { Join-Path $PSHOME pwsh.dll })
    $start = [Diagnostics.ProcessStartInfo]::new($pwsh)
    foreach ($argument in $program + '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$module'; `$null = Connect-NpPanel $($Cut.Uri) -Name spec; $Script") { $start.ArgumentList.Add($argument) }
    $start.Environment['NODEPOINT_USER'] = $Credential.UserName
    $start.Environment['NODEPOINT_PASSWORD'] = $Credential.GetNetworkCredential().Password
    $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    [Diagnostics.Process]::Start($start)
}

# Runs a script until the panel has carried out a number of writes, and kills its process then.
function Invoke-KilledProcess($Cut, [pscredential] $Credential, [string] $Script, [int] $After) {
    $Cut.After($After)
    $process = Start-CutProcess $Cut $Credential $Script
    try {
        # It ends before only if it sends fewer writes.
        while (-not $Cut.Reached.Wait(100)) { if ($process.HasExited) { throw "It ended before write ${After}: $($process.StandardOutput.ReadToEnd()) $($process.StandardError.ReadToEnd())" } }
    }
    finally {
        if (-not $process.HasExited) { $process.Kill() }
        $process.WaitForExit()
        $process.Dispose()
        $Cut.Open()
    }
}
