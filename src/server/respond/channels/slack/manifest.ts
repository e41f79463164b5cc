/** The app as Slack creates it: https://docs.slack.dev/reference/app-manifest */
export const manifest = {
  display_information: {
    name: 'Evenkeel',
    description: 'Pages whoever is on call',
    background_color: '#1f2937',
  },
  features: {
    app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
    slash_commands: [
      { command: '/evenkeel', description: 'Who is on call', usage_hint: '[schedule]', should_escape: false },
    ],
    bot_user: { display_name: 'Evenkeel', always_online: true },
  },
  oauth_config: { scopes: { bot: ['chat:write', 'chat:write.public', 'im:write', 'commands', 'usergroups:write'] } },
  settings: {
    interactivity: { is_enabled: true },
    org_deploy_enabled: false,
    socket_mode_enabled: true,
    token_rotation_enabled: false,
  },
};
