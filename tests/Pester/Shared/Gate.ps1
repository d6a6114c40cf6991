<#
Dot-sourced by specs: New-Gate starts a proxy in front of a panel that can hold calls until two of them are in flight. A spec can so
see that calls are sent side by side, without looking at a clock: calls that are sent one after the other never meet.
#>
. (Join-Path $PSScriptRoot PanelProxy.ps1)
if (-not ('Nodepoint.Specs.Gate' -as [type])) {
    Add-Type -TypeDefinition (($panelProxySource + @'
namespace Nodepoint.Specs
{
    public sealed class Gate : PanelProxy
    {
        // How long a call waits for another one that never comes.
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        private readonly object _lock = new object();
        private Regex _held = new Regex("(?!)");
        private TaskCompletionSource<bool> _open = new TaskCompletionSource<bool>();
        private int _waiting;

        public Gate(Uri panel) : base(panel)
        {
        }

        public bool HasMet { get; private set; }

        // Holds calls of functions that match, until two of them are in flight.
        public void Hold(string functions)
        {
            lock (_lock)
            {
                _held = new Regex(functions);
                _open = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting = 0;
                HasMet = false;
            }
        }

        protected override async Task<Func<bool>> BeginAsync(string function)
        {
            Task open = Task.CompletedTask;
            lock (_lock)
            {
                if (_held.IsMatch(function) && !_open.Task.IsCompleted)
                {
                    open = _open.Task;
                    if (++_waiting == 2)
                    {
                        HasMet = true;
                        _open.TrySetResult(true);
                    }
                }
            }

            if (await Task.WhenAny(open, Task.Delay(Patience)) != open) _open.TrySetResult(false);
            return () => true;
        }
    }
}
'@) -replace '\bPanelProxy\b', 'GateBase')
}

function New-Gate([uri] $Panel) { [Nodepoint.Specs.Gate]::new($Panel) }
