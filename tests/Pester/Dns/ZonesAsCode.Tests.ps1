Describe 'The sample that keeps zones as code' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1')
        # It starts a sandbox of its own if no panel is connected.
        Get-NpPanel | Disconnect-NpPanel
        $script = Join-Path $PSScriptRoot '../../../samples/zones-as-code.ps1'
        $folder = Join-Path (Get-Item TestDrive:/).FullName zones
        $lines = & $script -Folder $folder 6> $null
    }
    AfterAll { Stop-SpecPanel }

    It 'exports all zones, changes two, previews the changes and applies them, and changes nothing the second time' {
        (Get-ChildItem $folder -Filter *.zone).Count | Should -BeGreaterThan 1
        "$($lines -match ': (add|change|remove) ')" | Should -Match 'change A www .* -> 203\.0\.113\.20.*add CNAME status'
        $lines | Should -Contain '2 changes were made in 2 zones.'
        $lines[-1] | Should -Be 'The panel is what the files say. Nothing was changed.'
    }

    It 'is tested against BIND, if it is installed' {
        if (-not $IsNameServerInstalled) {
            Set-ItResult -Skipped -Because $NoNameServer
            return
        }
        $count = (Get-ChildItem $folder -Filter *.zone).Count
        @($lines -match '^BIND loads ').Count | Should -Be $count
        @($lines -match '\. Pass$').Count | Should -Be $count
    }

    It 'makes a panel that is connected what the files say' {
        $sandbox = Start-NpSandbox zones-as-code -Demo
        try {
            $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name zones-as-code
            $preview = & $script -Folder $folder -WhatIf 6> $null
            $preview | Should -Contain '0 changes were made in 0 zones.'
            $lines = & $script -Folder $folder
            # The name servers that the first run added, and the two changes.
            $lines -match 'changes were made' | Should -Be "$((Get-NpDnsZone).Count + 3) changes were made in $((Get-NpDnsZone).Count) zones."
            $lines[-1] | Should -Be 'The panel is what the files say. Nothing was changed.'
            @(Get-NpDnsZone | Get-NpDnsRecord | Where-Object { $_.Name -eq 'status' -and $_.Type -eq 'CNAME' }).Count | Should -Be 1
        }
        finally { $sandbox | Stop-NpSandbox }
    }
}
